import Dispatch
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Collects log lines and writes them in batches from its own thread, so that no request waits for the pipe.
public final class LogWriter: Sendable {
    private struct State {
        var lines: [UInt8] = []
        var isScheduled = false
        var dropped = 0
    }

    private static let capacity = 4 << 20
    private static let delay = DispatchTimeInterval.milliseconds(50)

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "portico.log")
    private let sink: @Sendable ([UInt8]) -> Void

    public init(sink: @escaping @Sendable ([UInt8]) -> Void) {
        self.sink = sink
    }

    public static func standardOutput() -> LogWriter {
        LogWriter { bytes in writeAll(bytes, to: 1) }
    }

    public static func standardError() -> LogWriter {
        LogWriter { bytes in writeAll(bytes, to: 2) }
    }

    /// Writes one line, including its end; it is dropped and counted when four megabytes are waiting.
    public func write(_ line: [UInt8], atOnce: Bool = false) {
        let mustSchedule = state.withLock { state in
            guard state.lines.count + line.count <= Self.capacity else {
                state.dropped += 1
                return false
            }
            state.lines.append(contentsOf: line)
            defer { state.isScheduled = true }
            return !state.isScheduled
        }
        if mustSchedule {
            queue.asyncAfter(deadline: .now() + (atOnce ? .milliseconds(0) : Self.delay)) { self.drain() }
        }
    }

    /// Returns when everything written so far has been output.
    public func flush() {
        queue.sync { drain() }
    }

    private func drain() {
        var (lines, dropped) = state.withLock { state in
            defer { state = State() }
            return (state.lines, state.dropped)
        }
        if dropped > 0 {
            lines += Array(
                "{\"level\":\"warning\",\"msg\":\"log lines dropped\",\"count\":\(dropped)}\n".utf8
            )
        }
        if !lines.isEmpty { sink(lines) }
    }
}

private func writeAll(_ bytes: [UInt8], to descriptor: Int32) {
    bytes.withUnsafeBytes { buffer in
        var rest = buffer[...]
        while !rest.isEmpty {
            let written = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }
}
