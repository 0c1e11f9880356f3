import Kernel
import Web

/// Another method and path under which a product serves an operation of the platform, as the product's contract demands.
///
/// The operation keeps its handler, limits and bound; only the name differs.
package struct SecondName: Sendable {
    /// Method and path in the product's contract, below its root, such as `POST /auth/mfa/enroll`.
    package let name: String
    /// Method and path of the operation, such as `POST /users/me/second-factor`.
    package let operation: String
    /// The name of the client's method.
    package let operationID: String

    package init(_ name: String, of operation: String, as operationID: String) {
        self.name = name
        self.operation = operation
        self.operationID = operationID
    }
}

extension [SecondName] {
    /// The routes followed by those of the second names; stops the program when a second name has no operation.
    func added(to routes: [Route], under root: String) -> [Route] {
        let known = Dictionary(routes.map { ($0.name, $0) }) { first, _ in first }
        return routes
            + map { second in
                let (method, path) = second.operation.methodAndPath
                guard let route = known["\(method) \(root)\(path)"] else {
                    preconditionFailure(
                        "\(second.name) is a second name of an operation that does not exist: \(second.operation)"
                    )
                }
                let name = second.name.methodAndPath
                return route.also(name.method, name.path, as: second.operationID)
            }
    }

    /// The bounds followed by those of the second names.
    func added(to bounds: [Bound]) -> [Bound] {
        let known = Dictionary(bounds.map { ($0.operation, $0) }) { first, _ in first }
        return bounds + compactMap { second in known[second.operation]?.named(second.name) }
    }
}

extension String {
    fileprivate var methodAndPath: (method: String, path: String) {
        (String(prefix(while: { $0 != " " })), String(drop(while: { $0 != " " }).dropFirst()))
    }
}
