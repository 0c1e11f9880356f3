import Kernel
import NIOCore
import Synchronization

/// The body of a request, still unread: read once, in parts, and never beyond its limit.
public struct RequestBody: AsyncSequence, Sendable {
    public typealias Element = ByteBuffer
    public typealias Pull = @Sendable () async throws -> ByteBuffer?

    /// The declared length; nil for a body in chunks.
    public let length: Int?
    public let limit: Int
    private let pull: Pull
    private let meter: Meter

    public init(length: Int?, limit: Int = .max, pull: @escaping Pull) {
        self.init(length: length, limit: limit, pull: pull, meter: Meter())
    }

    private init(length: Int?, limit: Int, pull: @escaping Pull, meter: Meter) {
        self.length = length
        self.limit = limit
        self.pull = pull
        self.meter = meter
    }

    public init(bytes: [UInt8], limit: Int = .max) {
        let rest = Rest(bytes)
        self.init(length: bytes.count, limit: limit, pull: { rest.next() })
    }

    public static let empty = RequestBody(length: 0, pull: { nil })

    /// The same body with a smaller limit.
    public func limited(to bytes: Int) -> Self {
        Self(length: length, limit: Swift.min(limit, bytes), pull: pull, meter: meter)
    }

    /// The whole rest of the body; a body declared too large is refused before any of it is read.
    public func collect(upTo bytes: Int = .max) async throws -> [UInt8] {
        let most = Swift.min(limit, bytes)
        try refuse(declaredAbove: most)
        var collected: [UInt8] = []
        collected.reserveCapacity(Swift.min(length ?? 0, 1 << 20))
        for try await part in self {
            guard collected.count + part.readableBytes <= most else { throw Self.tooLarge(most) }
            collected.append(contentsOf: part.readableBytesView)
        }
        return collected
    }

    /// Throws at once when the declared length exceeds the limit.
    public func refuse(declaredAbove most: Int? = nil) throws(Problem) {
        let most = most ?? limit
        guard let length, length > most else { return }
        throw Self.tooLarge(most)
    }

    private static func tooLarge(_ most: Int) -> Problem {
        Problem(
            .tooLarge,
            [
                "en": "The body may have at most \(most) bytes.",
                "it": "Il corpo può avere al massimo \(most) byte.",
                "ar": "يجب ألا يزيد المحتوى على \(most) بايت.",
                "ku": "نابێت ناوەڕۆک لە \(most) بایت زیاتر بێت.",
            ],
            extras: ["limit": .integer(Int64(most))]
        )
    }

    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(body: self)
    }

    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let body: RequestBody

        public mutating func next() async throws -> ByteBuffer? {
            guard let part = try await body.pull() else { return nil }
            let read = body.meter.add(part.readableBytes)
            guard read <= body.limit else { throw RequestBody.tooLarge(body.limit) }
            return part
        }
    }

    /// Counts over all iterators of one body.
    private final class Meter: Sendable {
        private let count = Atomic(0)

        func add(_ bytes: Int) -> Int {
            count.wrappingAdd(bytes, ordering: .relaxed).newValue
        }
    }

    /// Bytes that can be taken once.
    private final class Rest: Sendable {
        private let bytes: Mutex<[UInt8]>

        init(_ bytes: [UInt8]) {
            self.bytes = Mutex(bytes)
        }

        func next() -> ByteBuffer? {
            bytes.withLock { bytes in
                defer { bytes = [] }
                return bytes.isEmpty ? nil : ByteBuffer(bytes: bytes)
            }
        }
    }
}
