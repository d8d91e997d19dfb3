extension RandomAccessCollection {
    /// The index of the first element that belongs to the second part of a collection in two parts, or the end; by bisection, as in Swift Algorithms.
    ///
    /// - Parameter belongsInSecondPartition: false for all elements before some place, true for all from there on.
    @inline(__always)
    func partitioningIndex(where belongsInSecondPartition: (Element) -> Bool) -> Index {
        var low = startIndex, count = count
        while count > 0 {
            let half = count / 2, middle = index(low, offsetBy: half)
            if belongsInSecondPartition(self[middle]) {
                count = half
            } else {
                low = index(after: middle)
                count -= half + 1
            }
        }
        return low
    }
}
