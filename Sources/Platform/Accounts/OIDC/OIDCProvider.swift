/// A provider of identities that people can log in with (OpenID Connect), as a row of data.
package struct OIDCProvider: Sendable {
    /// The name in paths and tables, such as `google`.
    package let name: String
    /// The name for people, such as `Google`.
    package let title: String
    /// The address below which it publishes its endpoints and keys.
    package let issuer: String
    /// The forms in which its tokens name it.
    package let issuerForms: Set<String>
    package let clientID: String
    let clientSecret: String
    /// In the order in which they are asked for.
    package let scopes: [String]
    /// Whether its tokens must name the access token that came with them (`at_hash`).
    package let bindsAccessToken: Bool

    package init(
        name: String,
        title: String,
        issuer: String,
        issuerForms: Set<String>,
        clientID: String,
        clientSecret: String,
        scopes: [String] = ["openid", "email", "profile"],
        bindsAccessToken: Bool = true
    ) {
        self.name = name
        self.title = title
        self.issuer = issuer
        self.issuerForms = issuerForms
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.scopes = scopes
        self.bindsAccessToken = bindsAccessToken
    }
}

extension OIDCProvider {
    package static let googleIssuer = "https://accounts.google.com"

    /// Google, whose tokens name it with and without `https://`.
    package static func google(
        clientID: String,
        clientSecret: String,
        issuer: String = googleIssuer
    ) -> OIDCProvider {
        let bare = issuer.firstRange(of: "://").map { String(issuer[$0.upperBound...]) } ?? issuer
        return OIDCProvider(
            name: "google",
            title: "Google",
            issuer: issuer,
            issuerForms: [issuer, bare],
            clientID: clientID,
            clientSecret: clientSecret
        )
    }
}
