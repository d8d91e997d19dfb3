/// Keys for the members of one object, so that none is written twice.
///
/// RFC 8259 leaves open what a reader makes of a repeated key, and most keep the last value only. A second `target` under
/// one indicator is therefore written as `target_2`, a third as `target_3`: nothing that was read is dropped.
enum UniqueKeys {
    /// The keys to write, or `nil` when those of the items can be used as they stand, which is nearly always so.
    ///
    /// - Parameter reserved: keys that the object has anyway.
    @inline(__always)
    static func renamed<Item>(_ items: [Item], reserved: Reserved = Reserved([]), key: (Item) -> String) -> [String]? {
        // Most sets of keys are told to be unique by their marks, without a comparison.
        var marks = reserved.marks
        for index in items.indices where !marks.insert(key(items[index])) { return compared(items, reserved.keys, key) }
        return nil
    }

    /// Keys that an object has anyway.
    struct Reserved: Sendable, ExpressibleByArrayLiteral {
        let keys: [String]
        fileprivate let marks: Marks

        init(_ keys: [String]) {
            self.keys = keys
            var marks = Marks()
            for key in keys { _ = marks.insert(key) }
            self.marks = marks
        }

        init(arrayLiteral keys: String...) { self.init(keys) }

        func contains(_ key: String) -> Bool { keys.contains(key) }
    }

    /// A Bloom filter of keys with two bits a key, by its length and its ends.
    fileprivate struct Marks: Sendable {
        private var first: UInt64 = 0
        private var second: UInt64 = 0

        /// Adds a key; `false` when it may be in it already.
        @inline(__always)
        mutating func insert(_ key: String) -> Bool {
            let utf8 = key.utf8
            let (head, tail, length) = (Int(utf8.first ?? 0), Int(utf8.last ?? 0), utf8.count)
            let one: UInt64 = 1 << UInt64((head &* 7 &+ length &* 11) & 63), two: UInt64 = 1 << UInt64((tail &* 5 &+ length &* 29 &+ head) & 63)
            let isNew = first & one == 0 || second & two == 0
            first |= one
            second |= two
            return isNew
        }
    }

    private static func compared<Item>(_ items: [Item], _ reserved: [String], _ key: (Item) -> String) -> [String]? {
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
