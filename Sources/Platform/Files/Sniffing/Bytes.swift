import Glibc

extension UInt8 {
    /// Tab, line break, form feed, blank.
    var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) && self != 0x0B }
}

extension RandomAccessCollection<UInt8> where Index == Int {
    func starts(with text: String) -> Bool {
        starts(with: text.utf8)
    }

    func bigEndian(_ offset: Int, _ count: Int) -> Int {
        (0..<count).reduce(0) { $0 << 8 | Int(self[startIndex + offset + $1]) }
    }

    func littleEndian(_ offset: Int, _ count: Int) -> Int {
        (0..<count).reversed().reduce(0) { $0 << 8 | Int(self[startIndex + offset + $1]) }
    }
}

extension [UInt8] {
    /// The first position of `pattern`.
    func firstPosition(of pattern: some Collection<UInt8>) -> Int? {
        let pattern = Array(pattern)
        return withUnsafeBufferPointer { $0.position(of: pattern) }
    }

    func lastPosition(of pattern: [UInt8]) -> Int? {
        var (last, start) = (Int?.none, 0)
        withUnsafeBufferPointer { bytes in
            while let found = UnsafeBufferPointer(rebasing: bytes[start...]).position(of: pattern) {
                last = start + found
                start += found + 1
            }
        }
        return last
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Uses the C library, which compares many bytes at a time.
    func position(of pattern: [UInt8]) -> Int? {
        guard let base = baseAddress, let first = pattern.first else { return nil }
        var start = 0
        while start + pattern.count <= count {
            guard let found = memchr(base + start, Int32(first), count - start - pattern.count + 1) else {
                return nil
            }
            let position = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            if memcmp(base + position, pattern, pattern.count) == 0 { return position }
            start = position + 1
        }
        return nil
    }
}
