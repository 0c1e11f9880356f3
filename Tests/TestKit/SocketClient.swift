import Foundation
import Glibc
import Synchronization

/// A WebSocket client on a plain socket, which sends its script and records the answers; it shares no code
/// with the server.
package final class SocketClient: Sendable {
    package struct Refused: Error {
        package let head: String
        package let body: String

        package var status: Int { Int(head.split(separator: " ").dropFirst().first ?? "") ?? 0 }
    }

    private struct State {
        var texts: [String] = []
        var frames: [(opcode: UInt8, payload: [UInt8])] = []
        var isGone = false
    }

    package let head: String
    private let handle: Handle
    private var file: Int32 { handle.file }
    private let rest: [UInt8]
    private let state = Mutex(State())

    /// With `reads` false nothing is read until ``read()``.
    package static func connect(
        to port: Int,
        _ path: String,
        headers: [String: String] = [:],
        reads: Bool = true,
        receiveBuffer: Int32? = nil
    ) async throws -> SocketClient {
        let file = try await onThread { try open(port, receiveBuffer) }
        var request = "GET \(path) HTTP/1.1\r\nHost: test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        request += "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        for (name, value) in headers { request += "\(name): \(value)\r\n" }
        let asked = Array((request + "\r\n").utf8)
        let (head, rest) = try await onThread {
            sendAll(asked, to: file)
            return try answer(from: file)
        }
        guard head.hasPrefix("HTTP/1.1 101") else {
            let body = await onThread { bodyText(rest, head, file) }
            Glibc.close(file)
            throw Refused(head: head, body: body)
        }
        let client = SocketClient(file, head, rest)
        if reads { client.read() }
        return client
    }

    private init(_ file: Int32, _ head: String, _ rest: [UInt8]) {
        handle = Handle(file)
        self.head = head
        self.rest = rest
    }

    deinit {
        cut()
    }

    /// Closed when neither the client nor its thread needs it: before that its number could be another connection's.
    private final class Handle: Sendable {
        let file: Int32

        init(_ file: Int32) {
            self.file = file
        }

        deinit {
            Glibc.close(file)
        }
    }

    package var texts: [String] { state.withLock(\.texts) }
    package var pings: Int { state.withLock { $0.frames.count { $0.opcode == 9 } } }
    package var pongs: Int { state.withLock { $0.frames.count { $0.opcode == 10 } } }
    /// The code of the close that came.
    package var closed: Int? {
        state.withLock { state in
            state.frames.first { $0.opcode == 8 }.map {
                $0.payload.count >= 2 ? Int($0.payload[0]) << 8 | Int($0.payload[1]) : 1005
            }
        }
    }
    /// Whether the server has cut the connection.
    package var isGone: Bool { state.withLock(\.isGone) }

    /// Until `isEnough`; at most 20 seconds.
    @discardableResult
    package func wait(until isEnough: (SocketClient) -> Bool) async throws -> Bool {
        for _ in 0..<2_000 {
            if isEnough(self) { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    package func send(_ text: String) { send(opcode: 1, Array(text.utf8)) }
    package func close(_ code: Int = 1000) { send(opcode: 8, [UInt8(code >> 8), UInt8(code & 0xFF)]) }
    package func cut() { shutdown(file, Int32(SHUT_RDWR)) }

    package func send(opcode: UInt8, _ payload: [UInt8], isFinal: Bool = true) {
        var frame: [UInt8] = [(isFinal ? 0x80 : 0) | opcode]
        switch payload.count {
        case ..<126: frame.append(0x80 | UInt8(payload.count))
        case ..<65_536: frame += [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
        default:
            frame += [0x80 | 127] + (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
        }
        let mask: [UInt8] = [1, 2, 3, 4]
        frame += mask + payload.enumerated().map { $1 ^ mask[$0 & 3] }
        send(raw: frame)
    }

    package func send(raw bytes: [UInt8]) { Self.sendAll(bytes, to: file) }

    /// Begins to read, on a thread of its own.
    package func read() {
        let (handle, rest) = (handle, rest)
        Thread { [weak self] in
            var bytes = rest
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while true {
                while let (opcode, payload, size) = Self.frame(bytes) {
                    bytes.removeFirst(size)
                    guard let self else { return }
                    self.note(opcode, payload)
                }
                let count = recv(handle.file, &buffer, buffer.count, 0)
                guard count > 0 else { break }
                bytes += buffer[..<count]
            }
            self?.state.withLock { $0.isGone = true }
        }.start()
    }

    private func note(_ opcode: UInt8, _ payload: [UInt8]) {
        state.withLock { state in
            if opcode == 1 { state.texts.append(String(decoding: payload, as: UTF8.self)) }
            state.frames.append((opcode, payload))
        }
        if opcode == 9 { send(opcode: 10, payload) }
        if opcode == 8 { send(opcode: 8, payload) }
    }

    private static func frame(_ bytes: [UInt8]) -> (UInt8, [UInt8], Int)? {
        guard bytes.count >= 2 else { return nil }
        var (length, head) = (Int(bytes[1] & 0x7F), 2)
        if length == 126 {
            guard bytes.count >= 4 else { return nil }
            (length, head) = (Int(bytes[2]) << 8 | Int(bytes[3]), 4)
        } else if length == 127 {
            guard bytes.count >= 10 else { return nil }
            (length, head) = (bytes[2..<10].reduce(0) { $0 << 8 | Int($1) }, 10)
        }
        guard bytes.count >= head + length else { return nil }
        return (bytes[0] & 0x0F, Array(bytes[head..<head + length]), head + length)
    }

    private static func open(_ port: Int, _ receiveBuffer: Int32?) throws -> Int32 {
        let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if var size = receiveBuffer {
            setsockopt(file, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw TestFailure("no connection to port \(port)") }
        return file
    }

    private static func answer(from file: Int32) throws -> (String, [UInt8]) {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            if let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) {
                return (
                    String(decoding: bytes[..<end.lowerBound], as: UTF8.self), Array(bytes[end.upperBound...])
                )
            }
            let count = recv(file, &buffer, buffer.count, 0)
            guard count > 0 else { throw TestFailure("no answer: \(String(decoding: bytes, as: UTF8.self))") }
            bytes += buffer[..<count]
        }
    }

    private static func bodyText(_ rest: [UInt8], _ head: String, _ file: Int32) -> String {
        var bytes = rest
        let line = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
        let length = line.flatMap { Int($0.dropFirst(15).filter { $0 != " " }) } ?? 0
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while bytes.count < length {
            let count = recv(file, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func sendAll(_ bytes: [UInt8], to file: Int32) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(
                    file,
                    $0.baseAddress.map { $0 + sent },
                    bytes.count - sent,
                    Int32(MSG_NOSIGNAL)
                )
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    private static func onThread<R: Sendable>(_ work: @escaping @Sendable () throws -> R) async throws -> R {
        try await withCheckedThrowingContinuation { caller in
            Thread { caller.resume(with: Result { try work() }) }.start()
        }
    }

    private static func onThread<R: Sendable>(_ work: @escaping @Sendable () -> R) async -> R {
        await withCheckedContinuation { caller in
            Thread { caller.resume(returning: work()) }.start()
        }
    }
}
