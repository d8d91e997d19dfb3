/// Keys for the members of one object, so that none is written twice.
///
/// RFC 8259 leaves open what a reader makes of a repeated key, and most keep the last value only. A second `target` under
/// one indicator is therefore written as `target_2`, a third as `target_3`: nothing that was read is dropped.
enum UniqueKeys {
    /// The keys to write, or `nil` when those of the items can be used as they stand, which is nearly always so.
    ///
    /// - Parameter reserved: keys that the object has anyway.
    static func renamed<Item>(_ items: [Item], reserved: [String] = [], key: (Item) -> String) -> [String]? {
        // Objects are small: comparing all pairs costs less than filling a set.
        for index in items.indices {
            let candidate = key(items[index])
            if reserved.contains(candidate) { return rename(items, reserved, key) }
            for other in 0..<index where key(items[other]) == candidate { return rename(items, reserved, key) }
        }
        return nil
    }

    private static func rename<Item>(_ items: [Item], _ reserved: [String], _ key: (Item) -> String) -> [String] {
        var taken = Set(reserved)
        // A key that some item has of its own is not given to another: `a`, `a`, `a_2` become `a`, `a_3`, `a_2`.
        let own = Set(items.map(key))
        return items.map { item in
            let wanted = key(item)
            var name = wanted
            var number = 2
            while taken.contains(name) || (name != wanted && own.contains(name)) {
                name = "\(wanted)_\(number)"
                number += 1
            }
            taken.insert(name)
            return name
        }
    }
}
