import Kernel

/// The facts about a product's call that a route needs.
public protocol CallContext: Sendable {
    /// The subject for request counting; nil for anonymous callers.
    var subject: String? { get }
    /// The country of telephone numbers without a country code.
    var telephones: DialPlan? { get }
}

extension CallContext {
    public var telephones: DialPlan? { nil }
}

/// One operation: method, path, handler, permission.
///
/// The router, the API document, the generated reference and the role × route tests are all derived from
/// these rows; there is no other list of routes.
public struct Route<Call: CallContext>: Sendable {
    public private(set) var method: String
    /// The path below the mount, such as `/service-requests/{id}`.
    public private(set) var path: String
    /// The beginning of the path set by ``under(_:)``; paths in answers omit it.
    public private(set) var root = ""
    public let permission: Permission
    /// An imperative with its object, such as "List the office's appointments".
    public let summary: String
    /// Whole sentences in addition to the summary.
    public private(set) var details: String?
    /// The name of the client's method.
    public private(set) var operationID: String
    private var description: Lazy<Operation>
    let inputs: Lazy<InputFacts>
    public var tag: String = ""
    public var policy = RoutePolicy()
    public private(set) var run: @Sendable (Incoming, Call) async throws -> Reply

    public init<each Input: RouteInput, Output: RouteOutput>(
        _ method: String,
        _ path: String,
        _ permission: Permission,
        _ summary: String,
        details: String? = nil,
        _ handler: @escaping @Sendable (Call, repeat each Input) async throws -> Output
    ) {
        self.method = method
        self.path = path
        self.permission = permission
        self.summary = summary
        self.details = details
        operationID = OperationID.of(summary)
        let parameters = RouteTree.parameterNames(of: path)
        description = Lazy {
            var operation = Operation()
            repeat (each Input).describe(&operation)
            Output.describe(&operation)
            operation.namePathParameters(after: parameters)
            return operation
        }
        let facts = Lazy {
            var operation = Operation()
            repeat (each Input).describe(&operation)
            return InputFacts(operation)
        }
        inputs = facts
        policy.isPathSecret = parameters.contains("token")
        policy.isHandedOut = permission == .anyone && (method == "GET" || policy.isPathSecret)
        let answer: @Sendable (Incoming, Call) async throws -> Reply = { incoming, call in
            let reader = RequestReader(incoming, declaredQuery: facts.value.declaredQuery)
            let inputs = (repeat await reader.attempt((each Input).self))
            try reader.throwFaults()
            return try await handler(call, repeat try (each inputs).get()).reply(to: incoming)
        }
        run = { incoming, call in
            guard facts.value.readsTelephones else { return try await answer(incoming, call) }
            return try await DialPlan.$home.withValue(call.telephones) { try await answer(incoming, call) }
        }
    }

    /// Its part of the API document, made when it is first needed: it walks through the types of all inputs and of the output.
    public var operation: Operation { description.value }
}

/// The treatment of a route by the edge, where it differs from the default.
public struct RoutePolicy: Sendable {
    /// Requests allowed in a window, counted per user (per address for the anonymous).
    public var limit: RateLimit?
    /// Not counted towards the anonymous limit of an address.
    public var isUncounted = false
    /// The maximum size of a body; nil is the edge's default.
    public var maxBody: Int?
    /// Time limit for the whole request; nil is the edge's default.
    public var deadline: Duration?
    /// Whether an `Idempotency-Key` is honoured.
    public var honoursIdempotencyKey = false
    /// Whether others append query parameters to the address, so that unknown ones are ignored.
    ///
    /// Set for open read operations and for secrets in paths; other routes use ``Route/handedOut``.
    public var isHandedOut = false
    /// Absent from the API document, like the document itself.
    public var isHidden = false
    /// Whether a `{token}` in the path grants access, so that logs show only the pattern.
    public var isPathSecret = false
    /// Whether people open it in a browser.
    ///
    /// Then `lang` in the query selects the language, and refusals are HTML pages.
    public var isForBrowsers = false
    /// Whether the access token may also be in the query or among the subprotocols of a WebSocket.
    public var takesSocketToken = false
    /// When a recent login is required.
    public var freshness: Freshness?
    /// Whether programs are refused, whatever their role.
    public var isForPeople = false

    public enum Freshness: String, Sendable {
        case always
        /// Unless the `{id}` in the path is the caller's own account.
        case forOthers = "for_others"
    }

    /// Whether there are requirements beyond the permission.
    var isGuarded: Bool { freshness != nil || isForPeople }
}

extension Route {
    /// The same operation below `root`, a path without parameters such as `/api`.
    public func under(_ root: String) -> Self {
        changing { ($0.path, $0.root) = (root + $0.path, root + $0.root) }
    }

    /// The same operation under another method and path, with the same parameters and below the same root.
    public func also(_ method: String, _ path: String, as operationID: String) -> Self {
        precondition(RouteTree.parameterNames(of: path) == RouteTree.parameterNames(of: self.path))
        let same = "The same operation as `\(self.method) \(self.path.dropFirst(root.count))`."
        return changing { route in
            (route.method, route.path, route.operationID) = (method, root + path, operationID)
            route.details = [route.details, same].compactMap(\.self).joined(separator: " ")
        }
    }

    /// The operation with a name that its summary does not give.
    public func named(_ operationID: String) -> Self { changing { $0.operationID = operationID } }
    /// The operation with a description of a parameter whose type is that of any text.
    public func describing(_ parameter: String, _ words: String) -> Self {
        documented { operation in
            for index in operation.parameters.indices where operation.parameters[index].name == parameter {
                operation.parameters[index].meaning = .words(words)
            }
        }
    }
    public func limited(_ limit: RateLimit) -> Self { changing { $0.policy.limit = limit } }
    public var uncounted: Self { changing { $0.policy.isUncounted = true } }
    public func upTo(bytes: Int) -> Self { changing { $0.policy.maxBody = bytes } }
    public func within(_ deadline: Duration) -> Self { changing { $0.policy.deadline = deadline } }
    public func refuses(_ problems: Problem.Code...) -> Self {
        documented { $0.problems += problems }
    }

    /// A retry with the same `Idempotency-Key` receives the first answer.
    public var idempotent: Self { changing { $0.policy.honoursIdempotencyKey = true } }
    /// Ignores unknown query parameters, because mail programs, calendars and networks append theirs.
    public var handedOut: Self { changing { $0.policy.isHandedOut = true } }
    public var hidden: Self { changing { $0.policy.isHidden = true } }
    /// Opened in a browser: refusals are HTML pages.
    public var forBrowsers: Self { changing { $0.policy.isForBrowsers = true } }

    /// Sets the media type of the answer, where the output cannot know it.
    public func answering(_ mediaType: String) -> Self {
        documented { $0.success.mediaType = mediaType }
    }

    /// The same operation in the document of a product with its own words for some enumerations.
    public func speaking(_ words: [[String]: [String]]) -> Self {
        guard !words.isEmpty else { return self }
        return documented { operation in
            for index in operation.parameters.indices {
                operation.parameters[index].schema = operation.parameters[index].schema.speaking(words)
            }
            if let body = operation.body?.schema { operation.body?.schema = body.speaking(words) }
            operation.success.schema = operation.success.schema?.speaking(words)
            let other = operation.otherSuccess?.schema
            if let other { operation.otherSuccess?.schema = other.speaking(words) }
        }
    }

    /// The same operation with a wrapper around its handler.
    public func running(
        in frame:
            @escaping @Sendable (Incoming, Call, @Sendable () async throws -> Reply) async throws -> Reply
    ) -> Self {
        changing { [run] in
            $0.run = { incoming, call in try await frame(incoming, call) { try await run(incoming, call) } }
        }
    }

    /// The same operation with a change to its part of the API document, which is not made for that.
    private func documented(with change: @escaping @Sendable (inout Operation) -> Void) -> Self {
        changing { [description] in
            $0.description = Lazy {
                var operation = description.value
                change(&operation)
                return operation
            }
        }
    }

    private func changing(_ change: (inout Self) -> Void) -> Self {
        var copy = self
        change(&copy)
        return copy
    }
}

/// A named rate limit: `count` requests in any `window`.
public struct RateLimit: Sendable, Hashable {
    public let name: String
    public let count: Int
    public let window: Duration
    /// Counted per address also for known callers.
    public let guardsSecret: Bool

    public init(_ name: String, _ count: Int, per window: Duration, guardsSecret: Bool = false) {
        self.name = name
        self.count = count
        self.window = window
        self.guardsSecret = guardsSecret
    }

    /// For an address shared by ten logged-in people.
    var ofManyAtOneAddress: Self {
        Self("\(name)-signed-in", 10 * count, per: window, guardsSecret: guardsSecret)
    }
}
