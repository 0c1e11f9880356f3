import Kernel

/// Settings and limits of the server.
public struct ServerConfiguration: Sendable {
    public var host = "127.0.0.1"
    /// 0 selects a free port.
    public var port = 8080
    public var tls: TLSFiles?
    public var limits = Limits()
    /// Proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are accepted.
    public var trustedProxies: [AddressRange] = []
    /// The header in which these name the caller's country, such as `CF-IPCountry`.
    public var countryHeader: String?
    /// The folder with the files of the documentation page.
    public var docsAssets: String?
    /// Origins that browsers may call from, such as `https://app.example.it`; `*` is every origin, without
    /// credentials.
    public var corsOrigins: [String] = []
    /// Limit for each address, with or without a token; nil disables it.
    public var perAddress: RateLimit? = RateLimit("address", 600, per: .minutes(1))
    /// Limit for each subject.
    public var perSubject: RateLimit? = RateLimit("subject", 300, per: .minutes(1))
    /// Time during which `/readyz` answers 503 before the server stops accepting, so that load balancers can
    /// redirect.
    public var drainDelay = Duration.zero
    /// Time for running requests to finish after that.
    public var drainLimit = Duration.seconds(25)
    /// Whether API documents and their pages are served.
    public var showsDocs = true
    /// Access to `/metrics` and `/health`; `/livez` and `/readyz` are always open.
    public var operations = OperationsAccess.everyone

    public enum OperationsAccess: Sendable, Equatable {
        case everyone
        /// Only with this bearer token.
        case bearer(String)
        case nobody
    }

    public init() {}

    public struct TLSFiles: Sendable {
        public var certificate: String
        public var key: String

        public init(certificate: String, key: String) {
            self.certificate = certificate
            self.key = key
        }
    }

    public struct Limits: Sendable {
        public var headerBytes = 32 << 10
        public var headerCount = 100
        public var bodyBytes = 1 << 20
        public var connections = 20_000
        /// Anonymous connections of one address; nil disables the limit.
        public var perAddress: Int? = 200
        /// Connections that one account identifies by its tokens; further ones count for its address.
        public var perSubject = 32
        /// Time limit for a head from its first byte, and for the first byte of a new connection.
        public var head = Duration.seconds(10)
        /// Time limit for the next request on a connection.
        public var idle = Duration.seconds(60)
        /// Time limit for one request, including its body.
        public var deadline = Duration.seconds(30)
        /// Minimum rate of a body in bytes a second, after the grace period.
        public var minimumRate = 1024
        public var rateGrace = Duration.seconds(10)
        /// Time during which a refused caller's input is discarded before the connection is cut.
        public var linger = Duration.seconds(1)
        /// Time for which the results of health checks are reused.
        public var checkFreshness = Duration.seconds(1)
        /// Smaller answers, in bytes, are not compressed.
        public var compressAbove = 1024

        public init() {}
    }
}
