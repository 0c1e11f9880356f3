import Kernel

/// Collects the rows of a feature's routes, including rows of other tables.
@resultBuilder
public enum RouteTable<Call: CallContext> {
    public static func buildExpression(_ row: Route<Call>) -> [Route<Call>] { [row] }
    public static func buildExpression(_ rows: [Route<Call>]) -> [Route<Call>] { rows }
    public static func buildBlock(_ rows: [Route<Call>]...) -> [Route<Call>] { rows.flatMap { $0 } }
}

extension Array {
    /// Groups the rows under a heading of the API document.
    public func tagged<Call: CallContext>(_ tag: String) -> Self where Element == Route<Call> {
        map { row in
            var row = row
            row.tag = tag
            return row
        }
    }
}

public func Get<Call: CallContext, each Input: RouteInput, Output: RouteOutput>(
    _ path: String,
    _ handler: @escaping @Sendable (Call, repeat each Input) async throws -> Output,
    _ permission: Permission,
    _ summary: String,
    details: String? = nil
) -> Route<Call> {
    Route("GET", path, permission, summary, details: details, handler)
}

public func Post<Call: CallContext, each Input: RouteInput, Output: RouteOutput>(
    _ path: String,
    _ handler: @escaping @Sendable (Call, repeat each Input) async throws -> Output,
    _ permission: Permission,
    _ summary: String,
    details: String? = nil
) -> Route<Call> {
    Route("POST", path, permission, summary, details: details, handler)
}

public func Put<Call: CallContext, each Input: RouteInput, Output: RouteOutput>(
    _ path: String,
    _ handler: @escaping @Sendable (Call, repeat each Input) async throws -> Output,
    _ permission: Permission,
    _ summary: String,
    details: String? = nil
) -> Route<Call> {
    Route("PUT", path, permission, summary, details: details, handler)
}

public func Patch<Call: CallContext, each Input: RouteInput, Output: RouteOutput>(
    _ path: String,
    _ handler: @escaping @Sendable (Call, repeat each Input) async throws -> Output,
    _ permission: Permission,
    _ summary: String,
    details: String? = nil
) -> Route<Call> {
    Route("PATCH", path, permission, summary, details: details, handler)
}

public func Delete<Call: CallContext, each Input: RouteInput, Output: RouteOutput>(
    _ path: String,
    _ handler: @escaping @Sendable (Call, repeat each Input) async throws -> Output,
    _ permission: Permission,
    _ summary: String,
    details: String? = nil
) -> Route<Call> {
    Route("DELETE", path, permission, summary, details: details, handler)
}
