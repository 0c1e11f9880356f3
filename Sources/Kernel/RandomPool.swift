import Glibc
import Synchronization

/// Random bits of the system for identities, sixteen at a time, because a call to the kernel for each would
/// dominate their cost.
///
/// Never for secrets: the next bits are in memory before they are needed.
struct RandomPool {
    private static let shared = Mutex(Self())

    private var bits = InlineArray<16, UInt128>(repeating: 0)
    private var left = 0

    static func next() -> UInt128 {
        shared.withLock { $0.draw() }
    }

    private mutating func draw() -> UInt128 {
        if left == 0 { fill() }
        left -= 1
        return bits[left]
    }

    private mutating func fill() {
        left = bits.count
        let size = MemoryLayout.size(ofValue: bits)
        let outcome = withUnsafeMutableBytes(of: &bits) { getentropy($0.baseAddress, size) }
        precondition(outcome == 0, "the system has no random bits")
    }
}
