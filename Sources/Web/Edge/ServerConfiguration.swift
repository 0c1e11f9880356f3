import Kernel

/// How the server listens and what it puts up with.
public struct ServerConfiguration: Sendable {
    public var host = "127.0.0.1"
    /// 0 asks the system for a free one.
    public var port = 8080
    public var tls: TLSFiles?
    public var limits = Limits()
    /// Whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
    public var trustedProxies: [AddressRange] = []
    /// The folder with the files of the documentation page.
    public var docsAssets: String?
    /// The origins that browsers may call from, as `https://app.example.it`; `*` is every origin, without credentials.
    public var corsOrigins: [String] = []
    /// Requests of one address, whoever it says it is; nil switches it off.
    public var perAddress: RateLimit? = RateLimit("address", 600, per: .minutes(1))
    /// Requests of one subject.
    public var perSubject: RateLimit? = RateLimit("subject", 300, per: .minutes(1))
    /// How long `/readyz` says no before the server stops accepting, so that load balancers can look away.
    public var drainDelay = Duration.zero
    /// How long requests may go on after that.
    public var drainLimit = Duration.seconds(25)
    /// Whether documents and documentation are served.
    public var showsDocs = true
    /// Who may see `/metrics` and `/health`; `/livez` and `/readyz` are everyone's.
    public var operations = OperationsAccess.everyone

    public enum OperationsAccess: Sendable, Equatable {
        case everyone
        /// Whoever shows this bearer token.
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
        /// Connections of one address on which nobody has shown a good token; nil lifts it.
        public var perAddress: Int? = 200
        /// Connections that one account makes known by its tokens; what it opens beyond them counts among its address's.
        public var perSubject = 32
        /// How long a head may take from its first byte, and a new connection until its first is there.
        public var head = Duration.seconds(10)
        /// How long a connection may wait for the next request.
        public var idle = Duration.seconds(60)
        /// How long one request may take, its body included.
        public var deadline = Duration.seconds(30)
        /// Bytes a second that a body must come in at, once the grace is used up.
        public var minimumRate = 1024
        public var rateGrace = Duration.seconds(10)
        /// How long a refused caller's bytes are thrown away before the connection is cut.
        public var linger = Duration.seconds(1)
        /// How long the outcome of the health checks is shown before they are asked again.
        public var checkFreshness = Duration.seconds(1)
        /// Answers below this many bytes are not compressed.
        public var compressAbove = 1024

        public init() {}
    }
}
