import Kernel

/// A bucket of an S3 server, addressed in path style (`endpoint/bucket/key`).
package struct Bucket: Sendable {
    package struct Settings: Sendable, Equatable {
        /// As `https://s3.eu-south-1.amazonaws.com`, without a slash at the end.
        package var endpoint: String
        package var bucket: String
        /// The prefix of all keys; empty or with a slash at its end.
        package var prefix: String
        package var region: String
        package var accessKey: String
        package var secretKey: String

        package init(
            endpoint: String,
            bucket: String,
            prefix: String = "",
            region: String,
            accessKey: String,
            secretKey: String
        ) {
            self.endpoint = endpoint
            self.bucket = bucket
            self.prefix = prefix
            self.region = region
            self.accessKey = accessKey
            self.secretKey = secretKey
        }
    }

    let settings: Settings
    let http: HTTPCaller
    let now: @Sendable () -> Instant
    let threadPool = ThreadPool("s3", threads: 2, maxQueue: 10_000)
    /// The size of a part; larger files are uploaded in parts.
    var part = 16 << 20
    /// The size of a read request.
    var piece = 4 << 20
    private let signer: SignatureV4

    /// `now` must be the real time: servers refuse requests with a clock that differs by fifteen minutes.
    package init(_ settings: Settings, http: HTTPCaller, now: @escaping @Sendable () -> Instant) {
        self.settings = settings
        self.http = http
        self.now = now
        signer = SignatureV4(
            accessKey: settings.accessKey,
            secretKey: settings.secretKey,
            region: settings.region,
            service: "s3"
        )
    }

    /// One request for one object, or for the bucket itself.
    struct Request {
        var method: String
        var key: ObjectKey?
        var query: [(name: String, value: String)] = []
        var headers: [(name: String, value: String)] = []
        var body = HTTPCaller.Body.none
        var payload = SignatureV4.emptyPayload
        var bytes = 0
        var answerLimit = 1 << 20
    }

    func request(_ outgoing: Request) -> HTTPCaller.Request {
        let now = now()
        var headers = outgoing.headers
        headers.append((name: "host", value: host))
        headers.append((name: "x-amz-content-sha256", value: outgoing.payload))
        headers.append((name: "x-amz-date", value: SignatureV4.time(now)))
        let signed = SignatureV4.Request(
            method: outgoing.method,
            path: path(of: outgoing.key),
            query: outgoing.query,
            headers: headers,
            payload: outgoing.payload
        )
        let query = SignatureV4.canonicalQuery(outgoing.query)
        var sent = headers.filter { $0.name != "host" }
        sent.append((name: "authorization", value: signer.authorization(for: signed, at: now)))
        return HTTPCaller.Request(
            outgoing.method,
            address(of: outgoing.key) + (query.isEmpty ? "" : "?\(query)"),
            headers: sent,
            body: outgoing.body,
            // At least 128 kB a second, even on a slow line.
            timeout: .seconds(60 + (max(outgoing.bytes, outgoing.answerLimit) >> 17)),
            answerLimit: outgoing.answerLimit
        )
    }

    /// A signed address by which another program sends `method` for an object.
    func presigned(
        _ method: String,
        _ key: ObjectKey,
        headers: [(name: String, value: String)] = [],
        at now: Instant,
        lasting lifetime: Duration
    ) -> String {
        let request = SignatureV4.Request(
            method: method,
            path: path(of: key),
            headers: headers + [("host", host)],
            payload: SignatureV4.unsigned
        )
        return address(of: key) + "?" + signer.presigned(request, at: now, lasting: lifetime)
    }

    private var host: String {
        let start = settings.endpoint.firstRange(of: "://")?.upperBound ?? settings.endpoint.startIndex
        return String(settings.endpoint[start...])
    }

    private func path(of key: ObjectKey?) -> String {
        guard let key else { return "/\(settings.bucket)" }
        return "/\(settings.bucket)/\(settings.prefix)\(key.path)"
    }

    private func address(of key: ObjectKey?) -> String {
        settings.endpoint + SignatureV4.encoded(path(of: key), keeping: "/")
    }
}

/// A refusal or an unexpected answer of the server.
package struct S3Failure: Error, CustomStringConvertible {
    package let status: Int
    /// Amazon's error code, such as `SignatureDoesNotMatch`.
    package let code: String

    init(_ answer: HTTPCaller.Answer) {
        status = answer.status
        code = XMLText.first("Code", in: answer.body) ?? "unknown"
    }

    package var description: String { "S3 answered \(status) \(code)" }
}

extension S3Failure: Refusable {
    package var problem: Problem? {
        status >= 500 || status == 429 ? Problem(.unavailable, retryAfter: 30) : nil
    }
}
