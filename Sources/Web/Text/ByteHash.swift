/// A fast hash of bytes, the same in every process, to distinguish representations; never for secrets.
///
/// Two words at a time are multiplied and folded, as in wyhash. The constants are not UTF-8, so no JSON can
/// contain the words that would make a factor zero.
public enum ByteHash {
    public static func of(_ bytes: [UInt8]) -> UInt64 {
        bytes.withUnsafeBytes { bytes in
            var hash = seed ^ UInt64(bytes.count)
            var position = 0
            while bytes.count - position >= 16 {
                hash = mixed(
                    word(bytes, at: position) ^ first,
                    word(bytes, at: position + 8) ^ hash
                )
                position += 16
            }
            var rest: (UInt64, UInt64) = (0, 0)
            withUnsafeMutableBytes(of: &rest) {
                $0.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[position...]))
            }
            return mixed(mixed(rest.0.littleEndian ^ first, rest.1.littleEndian ^ hash) ^ seed, first)
        }
    }

    private static let seed: UInt64 = 0xE703_7ED1_A0B4_28DB
    private static let first: UInt64 = 0xA076_1D64_78BD_642F

    private static func word(_ bytes: UnsafeRawBufferPointer, at position: Int) -> UInt64 {
        bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self).littleEndian
    }

    private static func mixed(_ one: UInt64, _ other: UInt64) -> UInt64 {
        let product = one.multipliedFullWidth(by: other)
        return product.high ^ product.low
    }
}
