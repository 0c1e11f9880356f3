import HTTPTypes
import Hummingbird
import Kernel
import Logging
import NIOCore
import NIOHTTP1
import Synchronization

extension Edge {
    /// The problem for any error.
    func refusal(for error: any Error, _ exchange: Exchange) -> Reply {
        let problem = problem(for: error, exchange)
        report(of: problem, exchange)
        var reply = page(for: problem, exchange) ?? Rendering.reply(for: problem, exchange)
        if let error = error as? MethodNotAllowed { reply.headers.append(("Allow", error.allowed)) }
        if let error = error as? RangeNotSatisfiable {
            reply.headers.append(("Content-Range", "bytes */\(error.size)"))
        }
        return reply
    }

    private func page(for problem: Problem, _ exchange: Exchange) -> Reply? {
        guard exchange.wantsPage else { return nil }
        let mount = mounts.first { $0.mount.name == exchange.product }?.mount
        return mount?.problemPage?(problem, exchange.languages, exchange.requestID)
    }

    private func problem(for error: any Error, _ exchange: Exchange) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case let refusal as Refusal: return Problem(.invalid, refusal.message)
        case is MethodNotAllowed: return Problem(.methodNotAllowed)
        case is RangeNotSatisfiable: return Problem(.rangeNotSatisfiable)
        case is BodyTooSlow: return Problem(.timedOut)
        case is BodyCutShort, is HTTPParserError: return Problem(.malformed)
        case is CancellationError: return Problem(.overloaded, retryAfter: 1)
        default:
            let problem = (error as? any Refusable)?.problem ?? Problem(.internalError)
            services.log.log(
                level: problem.code.status < 500 ? .warning : .error,
                "request failed",
                error: error,
                metadata: ["request_id": .string(exchange.requestID), "route": .string(exchange.route)]
            )
            return problem
        }
    }

    /// A log line for security monitoring: a caller was refused access.
    private func report(of problem: Problem, _ exchange: Exchange) {
        guard Self.watched.contains(problem.code.name) else { return }
        var metadata: Logger.Metadata = [
            "event": .string(problem.code.name), "address": .string(exchange.address),
            "agent": .string(AgentFamily.name(of: exchange.head.headerFields[.userAgent])),
            "request_id": .string(exchange.requestID), "route": .string(exchange.route),
        ]
        if let subject = exchange.subject { metadata["subject"] = .string(subject) }
        if let product = exchange.product { metadata["product"] = .string(product) }
        services.log.notice("security", metadata: metadata)
    }

    private static var watched: Set<String> { ["forbidden", "step_up_required", "mfa_enrolment_required"] }

    /// Adds the common headers of all answers, and records the request.
    func finish(_ reply: Reply, _ exchange: Exchange) -> Answer {
        var reply = reply
        let encoding = compress(&reply, exchange)
        var answer = Answer(
            status: reply.status,
            headers: headers.headers(for: reply, exchange, varies: encoding.varies),
            body: reply.body
        )
        answer.closes = reply.status == 408
        if encoding.isCompressed { answer.headers.add(name: "Content-Encoding", value: "gzip") }
        // After 101 another protocol follows, and the request is finished.
        guard reply.status != 101, case .stream(let length, let produce) = reply.body else {
            close(exchange, status: reply.status, bytes: reply.body.count)
            return answer
        }
        let accounting = StreamAccounting { [status = reply.status] in
            self.close(exchange, status: status, bytes: $0)
        }
        answer.body = .stream(length: length) { writer in
            defer { accounting.close() }
            try await produce(CountingWriter(base: writer, counter: accounting.bytes))
        }
        return answer
    }

    private func compress(_ reply: inout Reply, _ exchange: Exchange) -> (isCompressed: Bool, varies: Bool) {
        guard case .bytes(let bytes) = reply.body, bytes.count >= configuration.limits.compressAbove,
            HeaderPolicy.isCompressible(reply)
        else { return (false, false) }
        guard HeaderPolicy.acceptsGzip(exchange.head.headerFields[.acceptEncoding]),
            let smaller = gzip.compressed(bytes)
        else { return (false, true) }
        reply.body = .bytes(smaller)
        HeaderPolicy.weakenTag(&reply)
        return (true, true)
    }

    private func close(_ exchange: Exchange, status: Int, bytes: Int) {
        active.wrappingSubtract(1, ordering: .relaxed)
        let micros = (ContinuousClock.now - exchange.started).micros
        timer(for: exchange)?.record(status, Double(micros) / 1e6)
        guard let writer = services.accessLog else { return }
        var line = LogLine(status >= 500 ? "error" : "info", "request", at: exchange.now)
        line.add("request_id", exchange.requestID)
        line.add("trace_id", exchange.trace.traceIDText)
        if let id = exchange.clientRequestID { line.add("client_request_id", id) }
        if let link = exchange.clientTrace {
            line.add("link_trace_id", link.traceIDText)
            line.add("link_span_id", link.parentText)
        }
        line.add("address", exchange.address)
        line.add("agent", AgentFamily.name(of: exchange.head.headerFields[.userAgent]))
        line.add("method", exchange.method)
        line.add("route", exchange.route)
        line.add("path", exchange.isPathSecret ? exchange.route : String(exchange.path.prefix(512)))
        line.add("status", status)
        line.add("duration_ms", microseconds: Int(micros))
        line.add("bytes", bytes)
        if let product = exchange.product { line.add("product", product) }
        if let subject = exchange.subject { line.add("subject", subject) }
        line.end()
        writer.write(line.bytes)
    }
}

extension Reply.Body {
    var count: Int {
        if case .bytes(let bytes) = self { bytes.count } else { 0 }
    }
}

/// Records a streamed answer when its stream ends, or when the answer is dropped because the caller is gone.
private final class StreamAccounting: Sendable {
    let bytes = Counter()
    private let isOpen = Atomic(true)
    private let whenClosed: @Sendable (Int) -> Void

    init(_ whenClosed: @escaping @Sendable (Int) -> Void) {
        self.whenClosed = whenClosed
    }

    deinit {
        close()
    }

    func close() {
        if isOpen.exchange(false, ordering: .relaxed) { whenClosed(bytes.value) }
    }
}

/// Counts the bytes of a stream.
private struct CountingWriter: ResponseBodyWriter {
    var base: any ResponseBodyWriter
    let counter: Counter

    mutating func write(_ buffer: ByteBuffer) async throws {
        counter.add(buffer.readableBytes)
        try await base.write(buffer)
    }

    consuming func finish(_ trailers: HTTPFields?) async throws {}
}
