import Foundation
import Synchronization

/// Speaks clamd's protocol on a Unix socket, and checks its input strictly.
package final class ClamdDouble: Sendable {
    package enum Manner: Sendable {
        /// Finds what holds the marker.
        case honest
        case says(String)
        /// Hangs up in the middle of the file.
        case hangsUp
    }

    package static let marker = Array("PORTICO-TEST-VIRUS".utf8)

    package let path: String
    private let manner: Manner
    private let listener: Mutex<Int32>

    package init(_ manner: Manner = .honest, at path: String = ClamdDouble.newPath()) throws {
        self.path = path
        self.manner = manner
        let handle = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let isBound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(handle, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        guard isBound, listen(handle, 8) == 0 else { throw CocoaError(.fileWriteUnknown) }
        listener = Mutex(handle)
        Thread.detachNewThread {
            while case let caller = accept(handle, nil, nil), caller >= 0 {
                self.serve(caller)
                close(caller)
            }
        }
    }

    package static func newPath() -> String { "/tmp/portico-clamd-\(UUID().uuidString.prefix(8))" }

    package func stop() {
        listener.withLock { handle in
            shutdown(handle, Int32(SHUT_RDWR))
            close(handle)
        }
        unlink(path)
    }

    private func serve(_ caller: Int32) {
        guard read(10, from: caller) == Array("zINSTREAM\0".utf8) else {
            return answer("UNKNOWN COMMAND", caller)
        }
        if case .hangsUp = manner {
            _ = read(4, from: caller)
            return
        }
        var content: [UInt8] = []
        while let size = read(4, from: caller) {
            let length = size.reduce(0) { $0 << 8 | Int($1) }
            if length == 0 { return answer(verdict(content), caller) }
            guard let piece = read(length, from: caller) else { return }
            content += piece
        }
    }

    private func verdict(_ content: [UInt8]) -> String {
        if case .says(let words) = manner { return words }
        return content.firstRange(of: Self.marker) == nil
            ? "stream: OK" : "stream: Portico.Marker.UNOFFICIAL FOUND"
    }

    private func answer(_ words: String, _ caller: Int32) {
        let bytes = Array((words + "\0").utf8)
        _ = send(caller, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    private func read(_ count: Int, from caller: Int32) -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count < count {
            let got = recv(caller, &buffer, min(buffer.count, count - bytes.count), 0)
            guard got > 0 else { return nil }
            bytes += buffer.prefix(got)
        }
        return bytes
    }
}
