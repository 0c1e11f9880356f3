import Glibc
import Kernel

/// A connection that blocks its user, for a ``ThreadPool``; closed with its last reference.
final class Socket: Sendable {
    private let handle: Int32
    private static let longestAnswer = 4 << 10

    init(to address: Clamd.Address, _ timeout: Duration) throws {
        switch address {
        case .unix(let path): handle = try Self.connect(toFile: path, timeout)
        case .tcp(let host, let port): handle = try Self.connect(toHost: host, port, timeout)
        }
    }

    deinit {
        close(handle)
    }

    func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes {
                Glibc.send(handle, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if sent < 0, errno == EINTR { continue }
            guard sent > 0 else { throw Self.down("send") }
            rest = rest.dropFirst(sent)
        }
    }

    /// Reads up to the first zero byte, or to the end.
    func receive() throws -> String {
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1024)
        while answer.count < Self.longestAnswer {
            let count = recv(handle, &buffer, buffer.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Self.down("receive") }
            answer += buffer.prefix(count)
            if count == 0 || answer.contains(0) { break }
        }
        guard !answer.isEmpty else { throw ClamdDown(description: "it hung up without a word") }
        return String(decoding: answer.prefix { $0 != 0 && $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }

    /// At most `most` bytes; empty after the other side has closed, nil after a timeout.
    func receive(upTo most: Int) throws -> [UInt8]? {
        while true {
            var failure: Int32 = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
                let received = recv(handle, buffer.baseAddress, buffer.count, 0)
                if received < 0 { failure = errno }
                count = max(0, received)
            }
            switch failure {
            case 0: return bytes
            case EINTR: continue
            case EAGAIN: return nil
            default: throw Self.down("receive")
            }
        }
    }

    private static func connect(toFile path: String, _ timeout: Duration) throws -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard path.utf8.count < room else { throw ClamdDown(description: "the path is too long") }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        return try withUnsafePointer(to: &address) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                try connect(AF_UNIX, $0, socklen_t(MemoryLayout<sockaddr_un>.size), timeout)
            }
        }
    }

    private static func connect(toHost host: String, _ port: UInt16, _ timeout: Duration) throws -> Int32 {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host, String(port), &hints, &found)
        guard status == 0 else { throw ClamdDown(description: String(cString: gai_strerror(status))) }
        defer { freeaddrinfo(found) }
        var failure = ClamdDown(description: "\(host) has no address")
        var candidate = found
        while let info = candidate {
            do {
                return try connect(
                    info.pointee.ai_family,
                    info.pointee.ai_addr,
                    info.pointee.ai_addrlen,
                    timeout
                )
            } catch let error as ClamdDown {
                failure = error
            }
            candidate = info.pointee.ai_next
        }
        throw failure
    }

    private static func connect(
        _ family: Int32,
        _ address: UnsafePointer<sockaddr>?,
        _ length: socklen_t,
        _ timeout: Duration
    ) throws -> Int32 {
        let handle = socket(family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard handle >= 0 else { throw down("socket") }
        // On Linux the send timeout also limits connecting.
        var limit = timeval(tv_sec: Int(timeout.micros / 1_000_000), tv_usec: Int(timeout.micros % 1_000_000))
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(handle, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        setsockopt(handle, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        guard Glibc.connect(handle, address, length) == 0 else {
            let failure = down("connect")
            close(handle)
            throw failure
        }
        return handle
    }

    private static func down(_ call: String) -> ClamdDown {
        ClamdDown(description: "\(call): \(String(cString: strerror(errno)))")
    }
}
