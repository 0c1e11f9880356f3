import Kernel

/// What a route needs to know of the call its product makes of a request.
public protocol CallContext: Sendable {
    /// Whose requests are counted together; nil for anonymous callers.
    var subject: String? { get }
    /// Whose telephone numbers may be given without a country code.
    var telephones: DialPlan? { get }
}

extension CallContext {
    public var telephones: DialPlan? { nil }
}

/// One operation: method, path, handler, permission.
///
/// The router, the API document, the generated reference and the
/// role × route tests are all made from these rows; there is no other list of routes.
public struct Route<Call: CallContext>: Sendable {
    public let method: String
    /// Below the mount, as `/service-requests/{id}`.
    public private(set) var path: String
    /// The beginning of the path that ``under(_:)`` has put there; paths in answers are written without it.
    public private(set) var root = ""
    public let permission: Permission
    /// An imperative with its object, as "List the appointments of the office".
    public let summary: String
    /// Whole sentences that the summary has no room for.
    public let details: String?
    /// What a client's method is called.
    public private(set) var operationID: String
    public var operation: Operation
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
        var operation = Operation()
        repeat (each Input).describe(&operation)
        Output.describe(&operation)
        let parameters = RouteTree.parameterNames(of: path)
        operation.namePathParameters(after: parameters)
        self.operation = operation
        policy.isPathSecret = parameters.contains("token")
        policy.isHandedOut = permission == .anyone && (method == "GET" || policy.isPathSecret)
        let declaredQuery = operation.declaredQuery
        let answer: @Sendable (Incoming, Call) async throws -> Reply = { incoming, call in
            let reader = RequestReader(incoming, declaredQuery: declaredQuery)
            let inputs = (repeat await reader.attempt((each Input).self))
            try reader.throwFaults()
            return try await handler(call, repeat try (each inputs).get()).reply(to: incoming)
        }
        guard operation.readsTelephones else {
            run = answer
            return
        }
        run = { incoming, call in
            try await DialPlan.$home.withValue(call.telephones) { try await answer(incoming, call) }
        }
    }
}

/// How the edge treats a route, where it differs from the rest.
public struct RoutePolicy: Sendable {
    /// Requests allowed in a window, counted per user (per address for the anonymous).
    public var limit: RateLimit?
    /// Not counted among what an address may ask without an account.
    public var isUncounted = false
    /// The largest body that is read; nil means the edge's default.
    public var maxBody: Int?
    /// How long the whole request may take; nil means the edge's default.
    public var deadline: Duration?
    /// Whether an `Idempotency-Key` is honoured.
    public var honoursIdempotencyKey = false
    /// Whether the address is handed out, so that others append parameters to it: those that mean nothing here pass.
    ///
    /// What everyone may read is, and what a secret in the path opens; other routes say so with ``Route/handedOut``.
    public var isHandedOut = false
    /// Absent from the API document, as the document itself is.
    public var isHidden = false
    /// Whether a `{token}` in the path opens something by itself, so that logs may only show the pattern.
    public var isPathSecret = false
    /// Whether people open it in a browser: `lang` in the query names the language, and refusals are pages for readers of
    /// HTML.
    public var isForBrowsers = false
    /// Whether the access token may also stand in the query or among the protocols of a WebSocket.
    public var takesSocketToken = false
    /// When the caller must have shown who they are a moment ago.
    public var freshness: Freshness?
    /// Whether programs are refused, whatever their role.
    public var isForPeople = false

    public enum Freshness: String, Sendable {
        case always
        /// Unless the `{id}` in the path is the caller's own account.
        case forOthers = "for_others"
    }

    /// Whether there is more to be asked of a caller than the permission.
    var isGuarded: Bool { freshness != nil || isForPeople }
}

extension Route {
    /// The same operation below `root`, a path without parameters such as `/api`.
    public func under(_ root: String) -> Self {
        changing { ($0.path, $0.root) = (root + $0.path, root + $0.root) }
    }

    /// The operation with a name that its summary does not give.
    public func named(_ operationID: String) -> Self { changing { $0.operationID = operationID } }
    /// The operation with a description of a parameter whose type is that of any text.
    public func describing(_ parameter: String, _ words: String) -> Self {
        changing { route in
            for index in route.operation.parameters.indices
            where route.operation.parameters[index].name == parameter {
                route.operation.parameters[index].meaning = .words(words)
            }
        }
    }
    public func limited(_ limit: RateLimit) -> Self { changing { $0.policy.limit = limit } }
    public var uncounted: Self { changing { $0.policy.isUncounted = true } }
    public func upTo(bytes: Int) -> Self { changing { $0.policy.maxBody = bytes } }
    public func within(_ deadline: Duration) -> Self { changing { $0.policy.deadline = deadline } }
    public func refuses(_ problems: Problem.Code...) -> Self {
        changing { $0.operation.problems += problems }
    }

    /// A retry with the same `Idempotency-Key` is answered with the first answer.
    public var idempotent: Self { changing { $0.policy.honoursIdempotencyKey = true } }
    /// An address that is handed out: mail programs, calendars and networks append parameters of theirs, which pass unread.
    public var handedOut: Self { changing { $0.policy.isHandedOut = true } }
    public var hidden: Self { changing { $0.policy.isHidden = true } }
    /// People open it in a browser: refusals are pages for readers of HTML.
    public var forBrowsers: Self { changing { $0.policy.isForBrowsers = true } }

    /// Names the type of the bytes in the answer, where the output cannot know it.
    public func answering(_ mediaType: String) -> Self {
        changing { $0.operation.success.mediaType = mediaType }
    }

    /// The same operation with something around its handler.
    public func running(
        in frame:
            @escaping @Sendable (Incoming, Call, @Sendable () async throws -> Reply) async throws -> Reply
    ) -> Self {
        changing { [run] in
            $0.run = { incoming, call in try await frame(incoming, call) { try await run(incoming, call) } }
        }
    }

    private func changing(_ change: (inout Self) -> Void) -> Self {
        var copy = self
        change(&copy)
        return copy
    }
}

/// A named allowance: `count` requests in any `window`.
public struct RateLimit: Sendable, Hashable {
    public let name: String
    public let count: Int
    public let window: Duration
    /// Counted for the address also when the caller is known.
    public let guardsSecret: Bool

    public init(_ name: String, _ count: Int, per window: Duration, guardsSecret: Bool = false) {
        self.name = name
        self.count = count
        self.window = window
        self.guardsSecret = guardsSecret
    }

    /// For an address behind which ten people, who are logged in, may use up theirs at once.
    var ofManyAtOneAddress: Self {
        Self("\(name)-signed-in", 10 * count, per: window, guardsSecret: guardsSecret)
    }
}
