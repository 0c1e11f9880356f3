/// An answer of Redis (RESP 2).
package enum RedisValue: Sendable, Equatable {
    case null
    case status(String)
    case integer(Int64)
    case bytes([UInt8])
    case list([RedisValue])
    case failure(String)

    package var bytes: [UInt8]? {
        if case .bytes(let bytes) = self { bytes } else { nil }
    }

    package var text: String? { bytes.map { String(decoding: $0, as: UTF8.self) } }
}

/// Parses answers from a stream of bytes.
struct RedisParser {
    private static let deepest = 8
    private static let longest = 64 << 20
    private var bytes: [UInt8] = []

    mutating func feed(_ more: [UInt8]) {
        bytes += more
    }

    /// Nil while the answer is incomplete.
    mutating func next() throws -> RedisValue? {
        var position = 0
        guard let value = try value(at: &position, depth: 0) else { return nil }
        bytes.removeFirst(position)
        return value
    }

    private func value(at position: inout Int, depth: Int) throws -> RedisValue? {
        guard depth < Self.deepest else { throw RedisFailure(description: "the answer is nested too deeply") }
        guard let line = line(at: &position), let kind = line.first else { return nil }
        let text = String(decoding: line.dropFirst(), as: UTF8.self)
        switch kind {
        case UInt8(ascii: "+"): return .status(text)
        case UInt8(ascii: "-"): return .failure(text)
        case UInt8(ascii: ":"): return .integer(try number(text))
        case UInt8(ascii: "$"): return try string(of: try number(text), at: &position)
        case UInt8(ascii: "*"):
            let count = try number(text)
            guard count >= 0 else { return .null }
            var values: [RedisValue] = []
            for _ in 0..<count {
                guard let value = try value(at: &position, depth: depth + 1) else { return nil }
                values.append(value)
            }
            return .list(values)
        default: throw RedisFailure(description: "the answer is not RESP")
        }
    }

    private func string(of length: Int64, at position: inout Int) throws -> RedisValue? {
        guard length >= 0 else { return .null }
        guard length <= Self.longest else { throw RedisFailure(description: "the answer is too long") }
        let end = position + Int(length)
        guard bytes.count >= end + 2 else { return nil }
        defer { position = end + 2 }
        return .bytes(Array(bytes[position..<end]))
    }

    private func number(_ text: String) throws -> Int64 {
        guard let number = Int64(text) else {
            throw RedisFailure(description: "the answer has an invalid number")
        }
        return number
    }

    private func line(at position: inout Int) -> ArraySlice<UInt8>? {
        guard let end = bytes[position...].firstRange(of: [13, 10]) else { return nil }
        defer { position = end.upperBound }
        return bytes[position..<end.lowerBound]
    }
}

/// One blocking connection.
final class RedisLink {
    private let socket: Socket
    private var parser = RedisParser()

    init(_ location: RedisLocation, timeout: Duration) throws {
        socket = try Socket(to: .tcp(host: location.host, port: location.port), timeout)
        if let password = location.password {
            _ = try ask(["AUTH"] + (location.user.map { [$0] } ?? []) + [password])
        }
        if location.database != 0 { _ = try ask(["SELECT", String(location.database)]) }
    }

    func ask(_ command: [String]) throws -> RedisValue {
        try ask(command.map { Array($0.utf8) })
    }

    func ask(_ command: [[UInt8]]) throws -> RedisValue {
        try send(command)
        guard let value = try receive() else { throw RedisSilence() }
        if case .failure(let why) = value { throw RedisFailure(description: why) }
        return value
    }

    func send(_ command: [[UInt8]]) throws {
        var bytes = Array("*\(command.count)\r\n".utf8)
        for part in command { bytes += Array("$\(part.count)\r\n".utf8) + part + [13, 10] }
        try socket.send(bytes)
    }

    /// Nil when nothing arrived in time.
    func receive() throws -> RedisValue? {
        while true {
            if let value = try parser.next() { return value }
            guard let bytes = try socket.receive(upTo: 16 << 10) else { return nil }
            guard !bytes.isEmpty else { throw RedisFailure(description: "the connection was closed") }
            parser.feed(bytes)
        }
    }
}
