import Kernel

/// ClamAV's daemon, reached over its socket (INSTREAM), which receives a file piece by piece.
package struct Clamd: Sendable {
    package enum Address: Sendable, Hashable {
        case unix(path: String)
        case tcp(host: String, port: UInt16)
    }

    package enum Verdict: Sendable, Hashable {
        case clean
        /// The name of the finding, such as `Win.Test.EICAR_HDB-1`.
        case infected(String)
    }

    package let address: Address
    private let timeout: Duration
    private let threadPool: ThreadPool

    package init(_ address: Address, timeout: Duration = .seconds(60)) {
        self.address = address
        self.timeout = timeout
        threadPool = ThreadPool("clamd", threads: 4, maxQueue: 1_000)
    }

    /// Parses `unix:/run/clamav/clamd.ctl` or `tcp:host:port`.
    package init?(_ text: String) {
        if text.hasPrefix("unix:/") {
            self.init(.unix(path: String(text.dropFirst("unix:".count))))
        } else if text.hasPrefix("tcp:"), let colon = text.lastIndex(of: ":"),
            let port = UInt16(text[text.index(after: colon)...]), port > 0
        {
            let host = text.dropFirst("tcp:".count)[..<colon]
            guard !host.isEmpty else { return nil }
            self.init(.tcp(host: String(host), port: port))
        } else {
            return nil
        }
    }

    /// The daemon's verdict on the bytes from `produce`; throws ``ClamdDown`` when it cannot be reached.
    package func scan(
        _ produce: (_ take: (_ piece: [UInt8]) async throws -> Void) async throws -> Void
    ) async throws -> Verdict {
        let socket = try await threadPool.run { [address, timeout] in try Socket(to: address, timeout) }
        try await threadPool.run { try socket.send(Array("zINSTREAM\0".utf8)) }
        do {
            try await produce { piece in
                try await threadPool.run { try socket.send(Self.length(piece.count) + piece) }
            }
            try await threadPool.run { try socket.send(Self.length(0)) }
        } catch is ClamdDown {
            // The daemon may have sent the reason before it closed the connection.
        }
        let answer = try await threadPool.run { try socket.receive() }
        return try Self.verdict(answer)
    }

    static func verdict(_ answer: String) throws -> Verdict {
        guard answer.hasPrefix("stream: ") else { throw ClamdRefused(answer: answer) }
        let finding = answer.dropFirst("stream: ".count)
        if finding == "OK" { return .clean }
        guard finding.hasSuffix(" FOUND") else { throw ClamdRefused(answer: answer) }
        return .infected(String(finding.dropLast(" FOUND".count).prefix(200)))
    }

    private static func length(_ count: Int) -> [UInt8] {
        withUnsafeBytes(of: UInt32(count).bigEndian) { Array($0) }
    }
}

/// The daemon cannot be reached, or went away.
package struct ClamdDown: Error, CustomStringConvertible {
    package let description: String
}

/// An answer without a verdict: the file exceeds the daemon's limit, or the daemon is out of order.
package struct ClamdRefused: Error, CustomStringConvertible {
    let answer: String

    package var description: String { "clamd: \(answer)" }
}
