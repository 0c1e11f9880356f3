import Kernel

/// The HTTP client for deliveries, and the addresses that it may reach.
package struct WebhookReach: Sendable {
    /// A client of its own, so that slow receivers take no thread from the rest of the server.
    package var caller: HTTPCaller
    /// Private address ranges that may be reached all the same.
    package var allowed: [AddressRange]
    package var demandsTLS: Bool
    package let tally = WebhookTally()

    package init(
        caller: HTTPCaller = HTTPCaller(threads: DeliverWebhooks.workers),
        allowed: [AddressRange] = [],
        demandsTLS: Bool = true
    ) {
        self.caller = caller
        self.allowed = allowed
        self.demandsTLS = demandsTLS
    }

    private var reach: HTTPCaller.Reach { .publicOnly(except: allowed) }

    /// Checks an address as far as possible without a request.
    func check(_ url: WebhookURL) throws(Problem) {
        let refusal: Refusal? =
            if demandsTLS, !url.isSecure {
                .mustBeHTTPS
            } else if let address = url.literalAddress, !reach.permits(address) {
                .privateAddress
            } else {
                nil
            }
        if let refusal { throw Problem(.invalid, faults: [Problem.Fault("/url", refusal)]) }
    }

    func send(_ parcel: WebhookParcel, at now: Instant) async throws(HTTPFailure) -> HTTPCaller.Answer {
        if demandsTLS, !parcel.url.isSecure { throw .unsound("https is required") }
        return try await caller.call(
            HTTPCaller.Request(
                "POST",
                parcel.url.rawValue,
                headers: parcel.headers(at: now),
                body: .bytes(Array(parcel.payload.utf8)),
                timeout: Webhooks.timeout,
                connectTimeout: Webhooks.connectTimeout,
                reach: reach,
                answerLimit: Webhooks.answerExcerpt,
                cutsLongAnswers: true
            )
        )
    }
}
