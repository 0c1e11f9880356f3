import Kernel

/// Sends a browser to another address (302), which no cache keeps.
public struct Redirect: RouteOutput {
    public var url: String

    public init(to url: String) {
        self.url = url
    }

    public static func describe(_ operation: inout Operation) {
        operation.success = Operation.Success(status: 302, description: "Found")
        operation.success.headers = [.address]
    }

    public func reply(to incoming: Incoming) -> Reply {
        Reply(
            302,
            headers: [("location", url), ("cache-control", "no-store"), ("referrer-policy", "no-referrer")]
        )
    }
}

extension Operation.Parameter {
    fileprivate static let address = Self(
        .header,
        "Location",
        .text(TextRule(format: "uri")),
        isRequired: true,
        meaning: .words("The address to which the browser goes on.")
    )
}
