import Crypto
import Kernel

/// The signature of requests to Amazon's services and compatible ones (AWS Signature Version 4).
struct SignatureV4: Sendable {
    let accessKey: String
    let secretKey: String
    let region: String
    let service: String

    /// A request to be signed, with header names in lower case and nothing encoded.
    struct Request: Sendable {
        var method: String
        /// With a slash at its start.
        var path: String
        var query: [(name: String, value: String)] = []
        /// All signed headers, `host` among them.
        var headers: [(name: String, value: String)]
        /// The SHA-256 of the body in hexadecimal, or `UNSIGNED-PAYLOAD`.
        var payload: String
    }

    static let unsigned = "UNSIGNED-PAYLOAD"
    static let emptyPayload = Hexadecimal.encode(SHA256.hash(data: [UInt8]()))

    /// The header `Authorization` for a request with an `x-amz-date` header.
    func authorization(for request: Request, at now: Instant) -> String {
        let credential = "Credential=\(accessKey)/\(scope(now))"
        let names = "SignedHeaders=\(Self.signedHeaders(request))"
        return "AWS4-HMAC-SHA256 \(credential), \(names), Signature=\(signature(of: request, at: now))"
    }

    /// The query that signs a request of another program, valid for `lifetime`.
    func presigned(_ request: Request, at now: Instant, lasting lifetime: Duration) -> String {
        var request = request
        request.query += [
            ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
            ("X-Amz-Credential", "\(accessKey)/\(scope(now))"),
            ("X-Amz-Date", Self.time(now)),
            ("X-Amz-Expires", String(lifetime.components.seconds)),
            ("X-Amz-SignedHeaders", Self.signedHeaders(request)),
        ]
        return "\(Self.canonicalQuery(request.query))&X-Amz-Signature=\(signature(of: request, at: now))"
    }

    func signature(of request: Request, at now: Instant) -> String {
        let hash = Hexadecimal.encode(SHA256.hash(data: Array(Self.canonical(request).utf8)))
        let words = "AWS4-HMAC-SHA256\n\(Self.time(now))\n\(scope(now))\n\(hash)"
        return Hexadecimal.encode(Self.mac(words, signingKey(now)))
    }

    static func canonical(_ request: Request) -> String {
        let headers = sorted(request.headers).map { "\($0.name):\(trimmed($0.value))\n" }.joined()
        return [
            request.method, encoded(request.path, keeping: "/"), canonicalQuery(request.query), headers,
            signedHeaders(request), request.payload,
        ].joined(separator: "\n")
    }

    /// The time in the form `20150830T123600Z`.
    static func time(_ now: Instant) -> String {
        Instant(seconds: now.seconds).description.filter { $0 != "-" && $0 != ":" }
    }

    static func canonicalQuery(_ query: [(name: String, value: String)]) -> String {
        query.map { (name: encoded($0.name), value: encoded($0.value)) }
            .sorted { ($0.name, $0.value) < ($1.name, $1.value) }
            .map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    }

    /// Encodes all characters but the unreserved ones as `%XX`.
    static func encoded(_ text: String, keeping kept: Character? = nil) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                result.unicodeScalars.append(UnicodeScalar(byte))
            case let byte where kept?.asciiValue == byte:
                result.unicodeScalars.append(UnicodeScalar(byte))
            default:
                result += "%" + Hexadecimal.encode([byte]).uppercased()
            }
        }
        return result
    }

    private static func signedHeaders(_ request: Request) -> String {
        sorted(request.headers).map(\.name).joined(separator: ";")
    }

    private static func sorted(_ headers: [(name: String, value: String)]) -> [(name: String, value: String)]
    {
        headers.sorted { $0.name < $1.name }
    }

    /// Counts consecutive blanks as one.
    private static func trimmed(_ value: String) -> String {
        value.split(separator: " ").joined(separator: " ")
    }

    private func scope(_ now: Instant) -> String {
        "\(Self.time(now).prefix(8))/\(region)/\(service)/aws4_request"
    }

    private func signingKey(_ now: Instant) -> [UInt8] {
        [String(Self.time(now).prefix(8)), region, service, "aws4_request"]
            .reduce(Array("AWS4\(secretKey)".utf8)) { key, word in Self.mac(word, key) }
    }

    private static func mac(_ words: String, _ key: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(words.utf8), using: SymmetricKey(data: key)))
    }
}
