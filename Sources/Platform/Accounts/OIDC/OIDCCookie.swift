import Web

/// The cookie that binds a page of another service to the browser in which we sent a person there.
///
/// `__Host-` keeps neighbouring domains from setting it (RFC 6265bis, 4.1.3.2).
package struct RoundTripCookie: Sendable {
    private let name: String

    package init(_ purpose: String) {
        name = "__Host-\(purpose)"
    }

    package static let signIn = RoundTripCookie("oidc")

    /// The header that sets it, for ten minutes.
    package func holding(_ state: String) -> (name: String, value: String) {
        ("set-cookie", "\(name)=\(state); Path=/; Max-Age=600; Secure; HttpOnly; SameSite=Lax")
    }

    /// The header that deletes it.
    package var gone: (name: String, value: String) {
        ("set-cookie", "\(name)=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax")
    }

    /// Whether the browser brings it with this state, and none with another.
    package func matches(_ state: String, _ facts: RequestFacts) -> Bool {
        let cookies = (facts.header("cookie") ?? "").split(separator: ";").map { $0.drop { $0 == " " } }
        let own = cookies.filter { $0.hasPrefix("\(name)=") }.map { $0.dropFirst(name.utf8.count + 1) }
        return own.count == 1 && isSame(Array(own[0].utf8), Array(state.utf8))
    }
}

/// Compares secrets in constant time.
package func isSame(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
}
