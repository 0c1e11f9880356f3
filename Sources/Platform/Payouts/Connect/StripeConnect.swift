import Kernel

/// Stripe Connect: Express accounts, completed on Stripe's own pages, and transfers to them.
package struct StripeConnect: ConnectGateway {
    /// Stripe keeps keys for at least 24 hours.
    package let keyLifetime = Duration.hours(20)
    private let stripe: StripeGateway

    package init(_ settings: StripeGateway.Settings, http: HTTPCaller) {
        stripe = StripeGateway(settings, http: http)
    }

    package func openAccount(_ order: ConnectOrder, key: String) async throws(GatewayFailure) -> String {
        let form = [
            "type", "express", "country", order.country, "email", order.email, "business_type", "individual",
            "capabilities[transfers][requested]", "true", "metadata[portico_account]", order.mark,
            "metadata[portico_site]", order.site,
        ]
        let answer = try await stripe.send("POST", "/v1/accounts", form: form, key: key)
        guard let reference = StripeReading.word(answer["id"]) else {
            throw .incomprehensible("an account without an id")
        }
        return reference
    }

    package func accountLink(
        _ order: ConnectLinkOrder,
        key: String
    ) async throws(GatewayFailure) -> String {
        let form = [
            "account", order.reference, "refresh_url", order.refreshing, "return_url", order.returning,
            "type", "account_onboarding",
        ]
        let answer = try await stripe.send("POST", "/v1/account_links", form: form, key: key)
        guard let url = answer["url"]?.stringValue else {
            throw .incomprehensible("a link without an address")
        }
        return url
    }

    package func account(_ reference: String) async throws(GatewayFailure) -> ConnectSnapshot? {
        guard let answer = try await stripe.find("/v1/accounts/\(StripeForm.escaped(reference))") else {
            return nil
        }
        let due = answer["requirements"]?["currently_due"]?.arrayValue ?? []
        let disabled = answer["requirements"]?["disabled_reason"]?.stringValue
        return ConnectSnapshot(
            reference: reference,
            isReady: answer["capabilities"]?["transfers"]?.stringValue == "active"
                && answer["payouts_enabled"]?.boolValue == true,
            requirements: due.compactMap(\.stringValue) + [disabled].compactMap(\.self)
        )
    }

    package func transfer(
        _ order: TransferOrder,
        key: String
    ) async throws(GatewayFailure) -> TransferSnapshot {
        let form = [
            "amount", String(order.amount.amountMinor),
            "currency", order.amount.currency.code.lowercased(),
            "destination", order.destination, "transfer_group", order.mark,
            "metadata[portico_transfer]", order.mark,
        ]
        return try Self.read(try await stripe.send("POST", "/v1/transfers", form: form, key: key))
    }

    package func transfer(_ reference: String) async throws(GatewayFailure) -> TransferSnapshot? {
        try await stripe.find("/v1/transfers/\(StripeForm.escaped(reference))").map(Self.read)
    }

    package func transfer(marked mark: String) async throws(GatewayFailure) -> TransferSnapshot? {
        let path = "/v1/transfers?transfer_group=\(StripeForm.escaped(mark))&limit=10"
        guard let found = try await stripe.find(path)?["data"]?.arrayValue else {
            throw .incomprehensible("no list of transfers")
        }
        return try found.first.map(Self.read)
    }

    package func reverse(_ reference: String, _ amount: Int64, key: String) async throws(GatewayFailure) {
        let path = "/v1/transfers/\(StripeForm.escaped(reference))/reversals"
        _ = try await stripe.send("POST", path, form: ["amount", String(amount)], key: key)
    }

    private static func read(_ json: JSONValue) throws(GatewayFailure) -> TransferSnapshot {
        guard let reference = StripeReading.word(json["id"]), let amount = json["amount"]?.integerValue else {
            throw .incomprehensible("a transfer")
        }
        let reversed = json["amount_reversed"]?.integerValue ?? 0
        return TransferSnapshot(reference: reference, amount: amount, reversed: reversed)
    }

    /// Events of connected accounts name the account; of other accounts than ours nothing is known here.
    package func event(in body: [UInt8]) -> ConnectEvent? {
        guard let json = try? JSONValue(parsing: body), let id = StripeReading.word(json["id"]),
            let type = json["type"]?.stringValue, let object = json["data"]?["object"],
            let reference = StripeReading.word(object["id"]),
            json["livemode"]?.boolValue.map({ $0 == stripe.settings.isLive }) ?? true
        else { return nil }
        switch type {
        case "account.updated": return ConnectEvent(id: id, about: .account(reference))
        case "transfer.created", "transfer.updated", "transfer.reversed":
            return ConnectEvent(id: id, about: .transfer(reference))
        default: return nil
        }
    }
}
