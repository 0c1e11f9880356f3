import Kernel

/// How the server listens and what it puts up with.
package struct ServerConfiguration: Sendable {
    package var host = "127.0.0.1"
    /// 0 asks the system for a free one.
    package var port = 8080
    package var tls: TLSFiles?
    package var limits = Limits()
    /// Whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
    package var trustedProxies: [AddressRange] = []
    /// The folder with the files of the documentation page.
    package var docsAssets: String?
    /// The origins that browsers may call from, as `https://app.example.it`; `*` is every origin, without credentials.
    package var corsOrigins: [String] = []
    /// Requests of one address, whoever it says it is; nil switches it off.
    package var perAddress: RateLimit? = RateLimit("address", 600, per: .minutes(1))
    /// Requests of one subject.
    package var perSubject: RateLimit? = RateLimit("subject", 300, per: .minutes(1))
    /// How long `/readyz` says no before the server stops accepting, so that load balancers can look away.
    package var drainDelay = Duration.zero
    /// How long requests may go on after that.
    package var drainLimit = Duration.seconds(25)
    /// Whether documents and documentation are served.
    package var showsDocs = true
    /// Who may see `/metrics` and `/health`; `/livez` and `/readyz` are everyone's.
    package var operations = OperationsAccess.everyone

    package enum OperationsAccess: Sendable, Equatable {
        case everyone
        /// Whoever shows this bearer token.
        case bearer(String)
        case nobody
    }

    package init() {}

    package struct TLSFiles: Sendable {
        package var certificate: String
        package var key: String

        package init(certificate: String, key: String) {
            self.certificate = certificate
            self.key = key
        }
    }

    package struct Limits: Sendable {
        package var headerBytes = 32 << 10
        package var headerCount = 100
        package var bodyBytes = 1 << 20
        package var connections = 20_000
        /// A connection may wait this long for a whole request head.
        package var idle = Duration.seconds(60)
        /// How long one request may take, its body included.
        package var deadline = Duration.seconds(30)
        /// Bytes a second that a body must come in at, once the grace is used up.
        package var minimumRate = 1024
        package var rateGrace = Duration.seconds(10)
        /// How long a refused caller's bytes are thrown away before the connection is cut.
        package var linger = Duration.seconds(1)
        /// How long the outcome of the health checks is shown before they are asked again.
        package var checkFreshness = Duration.seconds(1)
        /// Answers below this many bytes are not compressed.
        package var compressAbove = 1024

        package init() {}
    }
}
