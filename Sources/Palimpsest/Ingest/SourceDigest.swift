import Crypto

/// The fingerprint of a file's bytes.
enum SourceDigest {
    /// Lower-case hexadecimal SHA-256 (FIPS 180-4).
    static func sha256(_ bytes: [UInt8]) -> String {
        let digest = bytes.withUnsafeBytes { SHA256.hash(data: $0) }
        let digits = Array("0123456789abcdef".utf8)
        return String(unsafeUninitializedCapacity: 64) { hexadecimal in
            var place = 0
            for byte in digest {
                hexadecimal[place] = digits[Int(byte >> 4)]
                hexadecimal[place + 1] = digits[Int(byte & 15)]
                place += 2
            }
            return place
        }
    }
}
