import Kernel

/// The address of a mail server, such as `smtp://user:password@mail.example:587?tls=required`.
package struct SMTPServer: Sendable, Equatable {
    package enum Security: String, Sendable, CaseIterable {
        /// STARTTLS, and no e-mail without it.
        case required
        /// STARTTLS where the server offers it.
        case opportunistic
        case none
        /// TLS from the first byte (SMTPS).
        case implicit
    }

    package let host: String
    package let port: Int
    package let security: Security
    package let user: String?
    package let password: String?

    package init(host: String, port: Int, security: Security, user: String? = nil, password: String? = nil) {
        self.host = host
        self.port = port
        self.security = security
        self.user = user
        self.password = password
    }

    /// Nil for an invalid address; user and password are percent-encoded.
    package init?(_ url: String) {
        let isImplicit = url.hasPrefix("smtps://")
        guard isImplicit || url.hasPrefix("smtp://"), !url.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }),
            let schemeEnd = url.firstRange(of: "://")
        else { return nil }
        let parts = url[schemeEnd.upperBound...].split(
            separator: "?",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        let authority = parts[0].hasSuffix("/") ? parts[0].dropLast() : parts[0]
        let at = authority.lastIndex(of: "@")
        let place = at.map { authority[authority.index(after: $0)...] } ?? authority
        let login = at.map {
            authority[..<$0].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        }
        guard let (host, port) = Self.place(place, isImplicit ? 465 : 587) else { return nil }
        self.host = host
        self.port = port
        user = login?.first.flatMap { Self.decoded($0) }
        password = login.flatMap { $0.count == 2 ? Self.decoded($0[1]) : "" }
        guard login == nil || (user?.isEmpty == false && password != nil) else { return nil }
        switch (isImplicit, parts.count == 2 ? parts[1] : "") {
        case (true, ""): security = .implicit
        // A password is not sent in the clear unless the address says so.
        case (false, ""): security = login == nil ? .opportunistic : .required
        case (false, let query) where query.hasPrefix("tls="):
            guard let given = Security(rawValue: String(query.dropFirst(4))), given != .implicit else {
                return nil
            }
            security = given
        default: return nil
        }
    }

    private static func place(_ text: Substring, _ usual: Int) -> (String, Int)? {
        let isBracketed = text.hasPrefix("[")
        let end = isBracketed ? text.firstIndex(of: "]").map(text.index(after:)) : text.firstIndex(of: ":")
        let host = text[..<(end ?? text.endIndex)]
        let rest = text[(end ?? text.endIndex)...]
        let allowed = isBracketed ? "[]:.abcdefABCDEF0123456789" : "-."
        guard !host.isEmpty,
            host.allSatisfy({
                allowed.contains($0) || !isBracketed && $0.isASCII && ($0.isLetter || $0.isNumber)
            })
        else { return nil }
        if rest.isEmpty { return (String(host), usual) }
        guard rest.hasPrefix(":"), let port = Int(rest.dropFirst()), (1...65_535).contains(port) else {
            return nil
        }
        return (String(host), port)
    }

    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16),
                value >= 0x20, value != 0x7F
            else { return nil }
            rest = rest.dropFirst(2)
            bytes.append(value)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// The address for libcurl.
    var url: String { "\(security == .implicit ? "smtps" : "smtp")://\(host):\(port)" }
}
