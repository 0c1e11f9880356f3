import Crypto
import HTTPTypes
import Kernel
import Logging
import Synchronization

extension Edge {
    /// Runs an operation within its deadline.
    func run(
        _ endpoint: Endpoint<Call>,
        _ values: [Substring],
        of mounted: Mounted<Call>,
        _ path: Substring,
        _ exchange: inout Exchange,
        _ body: RequestBody
    ) async throws -> Reply {
        let incoming = try incoming(
            exchange,
            path,
            endpoint,
            values,
            body.limited(to: endpoint.maxBody)
        )
        let start = exchange
        let work = Task(executorPreference: start.executor) {
            await self.perform(endpoint, mounted.mount.gate, incoming, start)
        }
        let isLate = Mark()
        let ticket = deadlines.add(after: endpoint.deadline) {
            isLate.set()
            work.cancel()
        }
        let outcome = await withTaskCancellationHandler {
            await work.value
        } onCancel: {
            work.cancel()
        }
        deadlines.remove(ticket)
        exchange = outcome.exchange
        guard isLate.isSet, case .failure(let error) = outcome.reply, !(error is Problem) else {
            return try outcome.reply.get()
        }
        throw Problem(.deadlineExceeded, retryAfter: 1)
    }

    private struct Outcome: Sendable {
        var reply: Result<Reply, any Error>
        var exchange: Exchange
    }

    private func perform(
        _ endpoint: Endpoint<Call>,
        _ gate: Gate<Call>,
        _ incoming: Incoming,
        _ exchange: Exchange
    ) async -> Outcome {
        var exchange = exchange
        do {
            let call = try await admit(incoming, to: endpoint, gate, &exchange)
            try consumeAllowances(endpoint, &exchange)
            if endpoint.route.policy.isGuarded {
                try await gate.assure(incoming, call, endpoint.route.policy)
            }
            try refuseCoding(of: incoming)
            try incoming.body.refuse()
            let reply = try await runOnce(endpoint, gate, incoming, call)
            return Outcome(reply: .success(reply), exchange: exchange)
        } catch {
            return Outcome(reply: .failure(error), exchange: exchange)
        }
    }

    /// Refuses compressed bodies, which would be misread.
    private func refuseCoding(of incoming: Incoming) throws(Problem) {
        guard incoming.body.length != 0, let coding = incoming.head.headerFields[.contentEncoding],
            !coding.unpadded.isWord("identity")
        else { return }
        throw Problem(unsupportedCoding: String(decoding: coding.utf8.prefix(40), as: UTF8.self))
    }

    /// A request without a valid token counts for its address, even when it is refused for that.
    private func admit(
        _ incoming: Incoming,
        to endpoint: Endpoint<Call>,
        _ gate: Gate<Call>,
        _ exchange: inout Exchange
    ) async throws -> Call {
        do {
            let call = try await gate.admit(incoming, endpoint.route.permission)
            exchange.subject = call.subject
            if let subject = call.subject {
                exchange.standing?.isKnown(as: subject)
            } else {
                try consumeAnonymous(endpoint, &exchange)
            }
            return call
        } catch let problem as Problem where problem.code == .unauthenticated {
            try consumeAnonymous(endpoint, &exchange)
            throw problem
        }
    }

    private func consumeAnonymous(_ endpoint: Endpoint<Call>, _ exchange: inout Exchange) throws(Problem) {
        guard let limit = endpoint.anonymousLimit else { return }
        try consume(limit, for: key(exchange.caller.description, exchange), &exchange)
    }

    private func consumeAllowances(_ endpoint: Endpoint<Call>, _ exchange: inout Exchange) throws(Problem) {
        if let limit = configuration.perSubject, let subject = exchange.subject {
            try consume(limit, for: key(subject, exchange), &exchange)
        }
        guard let limit = endpoint.route.policy.limit else { return }
        let address = key(exchange.caller.description, exchange)
        guard let subject = exchange.subject else { return try consume(limit, for: address, &exchange) }
        // On routes that check a secret, tokens do not have their own limits: n accounts would have n times
        // as many attempts.
        if limit.guardsSecret {
            let isOpen = endpoint.route.permission == .anyone
            try consume(isOpen ? limit : limit.ofManyAtOneAddress, for: address, &exchange)
        }
        try consume(limit, for: key(subject, exchange), &exchange)
    }

    /// Each product counts its own callers.
    private func key(_ caller: String, _ exchange: Exchange) -> String {
        (exchange.product ?? "") + "\n" + caller
    }

    private func runOnce(
        _ endpoint: Endpoint<Call>,
        _ gate: Gate<Call>,
        _ incoming: Incoming,
        _ call: Call
    ) async throws -> Reply {
        let route = endpoint.route
        guard route.policy.honoursIdempotencyKey, let key = incoming.head.headerFields[.idempotencyKey] else {
            return try await route.run(incoming, call)
        }
        guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Problem(
                .malformed,
                [
                    "en": "Idempotency-Key must have 1 to 255 visible ASCII characters.",
                    "it": "Idempotency-Key deve avere da 1 a 255 caratteri ASCII visibili.",
                    "ar": "يجب أن يتكون Idempotency-Key من 1 إلى 255 محرفاً مرئياً من محارف ASCII.",
                    "ku": "دەبێت Idempotency-Key لە 1 تا 255 پیتی بینراوی ASCII پێکبێت.",
                ]
            )
        }
        let (repeatable, fingerprint) = try await fingerprinted(incoming)
        let request = IdempotentRequest(key: key, operation: endpoint.operation, fingerprint: fingerprint)
        return try await gate.once(incoming, call, request) { try await route.run(repeatable, call) }
    }

    /// The fingerprint of an upload is its length: it is streamed, and each attempt has another boundary.
    private func fingerprinted(_ incoming: Incoming) async throws -> (Incoming, [UInt8]) {
        var hash = SHA256()
        hash.update(data: Array((incoming.head.path ?? "").utf8) + [0])
        if incoming.header("content-type").map(mediaTypeEssence)?.begins(with: "multipart/") == true {
            hash.update(data: Array(String(incoming.body.length ?? -1).utf8))
            return (incoming, Array(hash.finalize()))
        }
        let bytes = try await incoming.body.collect()
        hash.update(data: bytes)
        var repeatable = incoming
        repeatable.body = RequestBody(bytes: bytes)
        return (repeatable, Array(hash.finalize()))
    }

    /// Where unknown parameters are ignored, unreadable ones are too.
    private func query(
        of exchange: Exchange,
        for route: Route<Call>
    ) throws(Problem) -> [(name: String, value: String)] {
        if route.policy.isHandedOut || route.inputs.value.declaredQuery == nil {
            return PercentCoding.readablePairs(exchange.query)
        }
        guard let query = PercentCoding.pairs(exchange.query) else { throw Problem(.malformed) }
        return query
    }

    private func incoming(
        _ exchange: Exchange,
        _ path: Substring,
        _ endpoint: Endpoint<Call>,
        _ values: [Substring],
        _ body: RequestBody
    ) throws(Problem) -> Incoming {
        let query = try query(of: exchange, for: endpoint.route)
        var parameters: [(name: String, value: String)] = []
        for (name, value) in zip(endpoint.parameterNames, values) {
            guard let value = PercentCoding.decoded(value) else { throw Problem(.malformed) }
            parameters.append((name, value))
        }
        var incoming = Incoming(
            head: endpoint.route.policy.takesSocketToken
                ? SocketToken.found(in: exchange.head, query) : exchange.head,
            path: String(path),
            query: query,
            parameters: parameters,
            body: body,
            address: exchange.address,
            requestID: exchange.requestID,
            trace: exchange.trace,
            languages: exchange.languages,
            log: services.log
        )
        incoming.passesUnknownQuery = endpoint.route.policy.isHandedOut
        incoming.root = endpoint.route.root
        incoming.forwardedPrefix = exchange.forwardedPrefix
        incoming.country = exchange.country
        return incoming
    }
}

/// Set once, read later.
private final class Mark: Sendable {
    private let value = Atomic(false)

    var isSet: Bool { value.load(ordering: .acquiring) }

    func set() {
        value.store(true, ordering: .releasing)
    }
}

extension Problem.Code {
    static let deadlineExceeded = Self(
        "deadline_exceeded",
        503,
        [
            "en": "The server took too long to answer.",
            "it": "Il server ha impiegato troppo tempo a rispondere.",
            "ar": "استغرق الخادم وقتاً طويلاً للإجابة.", "ku": "سێرڤەر زۆری خایاند بۆ وەڵامدانەوە.",
        ]
    )
}
