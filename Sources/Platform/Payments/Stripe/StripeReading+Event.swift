import Kernel

extension StripeReading {
    /// The event in a webhook; nil for any other JSON.
    static func event(_ body: [UInt8], isLive: Bool) -> ProviderEvent? {
        guard let json = try? JSONValue(parsing: body), let id = word(json["id"]),
            let type = word(json["type"]),
            let created = time(json["created"])
        else { return nil }
        let data = json["data"]?["object"] ?? .null
        let kind = word(data["object"]) ?? ""
        // A test event at a server for real money or the reverse, or an event of a connected account.
        let isOtherMode = json["livemode"]?.boolValue.map { $0 != isLive } ?? false
        return ProviderEvent(
            id: id,
            type: type,
            createdAt: created,
            object: ProviderEvent.Object(
                kind: kind,
                id: word(data["id"]) ?? "",
                customer: word(data["customer"]),
                payment: word(data["payment_intent"]) ?? (kind == "payment_intent" ? word(data["id"]) : nil),
                subscription: word(data["subscription"])
                    ?? word(data["parent"]?["subscription_details"]?["subscription"]),
                invoice: word(data["invoice"])
            ),
            isForeign: isOtherMode || word(json["account"]) != nil
        )
    }

    /// An identifier as Stripe makes them: short, and safe for the database.
    static func word(_ json: JSONValue?) -> String? {
        guard let text = name(json), (1...255).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        return text
    }
}
