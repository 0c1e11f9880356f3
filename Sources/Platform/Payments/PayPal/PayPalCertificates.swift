import Kernel

/// PayPal's certificates by their addresses, fetched once a day.
actor PayPalCertificates {
    private let world: PayPalWorld
    private let http: HTTPCaller
    private var kept: [String: Fetched] = [:]

    /// A certificate that is there, or on its way for all who wait.
    private struct Fetched {
        let task: Task<PayPalCertificate, any Error>
        let until: Instant
    }

    static let largest = 64 << 10
    static let lifetime = Duration.hours(24)
    /// PayPal signs with one or two at a time.
    private static let most = 16

    init(_ world: PayPalWorld, http: HTTPCaller) {
        self.world = world
        self.http = http
    }

    /// The trusted certificate at an address that the world allows.
    ///
    /// Throws ``WebhookRefused`` for an address or a certificate that is not PayPal's, or not here and not to be fetched,
    /// and ``GatewayFailure`` when it cannot be fetched now.
    func certificate(at url: String, mayFetch: Bool = true, now: Instant) async throws -> PayPalCertificate {
        guard world.hasCertificate(at: url) else {
            throw WebhookRefused(reason: "a certificate from elsewhere")
        }
        guard mayFetch || kept[url].map({ now < $0.until }) == true else {
            throw WebhookRefused(reason: "a new certificate, from an address with many bad signatures")
        }
        let certificate = try await known(url, now)
        guard await certificate.isTrusted(in: world, at: now) else {
            kept[url] = nil
            throw WebhookRefused(reason: "a certificate that is not PayPal's, or not of now")
        }
        return certificate
    }

    private func known(_ url: String, _ now: Instant) async throws -> PayPalCertificate {
        if let fetched = kept[url], now < fetched.until { return try await fetched.task.value }
        if kept.count >= Self.most { kept.removeAll() }
        let task = Task { [http] in try await Self.fetch(url, over: http) }
        kept[url] = Fetched(task: task, until: now + Self.lifetime)
        do {
            return try await task.value
        } catch {
            if kept[url]?.task == task { kept[url] = nil }
            throw error
        }
    }

    private static func fetch(_ url: String, over http: HTTPCaller) async throws -> PayPalCertificate {
        let answer: HTTPCaller.Answer
        do throws(HTTPFailure) {
            answer = try await http.call(
                HTTPCaller.Request("GET", url, timeout: .seconds(10), answerLimit: largest)
            )
        } catch .tooLarge {
            throw WebhookRefused(reason: "a certificate that is too large")
        } catch {
            throw GatewayFailure.unreachable("no certificate: \(error)")
        }
        switch answer.status {
        case 200:
            guard let certificate = PayPalCertificate(pem: answer.body) else {
                throw WebhookRefused(reason: "no certificate at the address")
            }
            return certificate
        // Redirects are not followed.
        case 300..<500: throw WebhookRefused(reason: "no certificate: \(answer.status)")
        default: throw GatewayFailure.unknown("no certificate: \(answer.status)")
        }
    }
}
