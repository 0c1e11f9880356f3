import Kernel
import Web

/// Reads the events of PayPal's webhooks: only which charge must be read again.
enum PayPalEvent {
    /// Nil for any other JSON.
    static func read(_ json: JSONValue) -> ChargeEvent? {
        guard let id = word(json["id"]), let type = word(json["event_type"]),
            let created = PayPalReading.time(json["create_time"])
        else { return nil }
        return ChargeEvent(
            id: id,
            type: type,
            createdAt: created,
            about: about(type, json["resource"] ?? .null)
        )
    }

    private static func about(_ type: String, _ resource: JSONValue) -> ChargeEvent.About? {
        let about: ChargeEvent.About
        if type.begins(with: "CHECKOUT.ORDER.") || type.begins(with: "CHECKOUT.PAYMENT-APPROVAL.") {
            about = .init(
                reference: word(resource["id"]) ?? word(resource["order_id"]),
                mark: word(resource["purchase_units"]?[0]?["custom_id"])
            )
        } else if type.begins(with: "PAYMENT.CAPTURE.REFUND") || type.begins(with: "PAYMENT.CAPTURE.REVERSED")
            || type.begins(with: "PAYMENT.REFUND.")
        {
            // The resource is the refund; its `custom_id` is that of the refund.
            about = .init(reference: order(of: resource), payment: capture(above: resource))
        } else if type.begins(with: "PAYMENT.CAPTURE.") {
            about = .init(
                reference: order(of: resource),
                payment: word(resource["id"]),
                mark: word(resource["custom_id"])
            )
        } else if type.begins(with: "CUSTOMER.DISPUTE.") {
            let transaction = resource["disputed_transactions"]?[0]
            about = .init(
                payment: word(transaction?["seller_transaction_id"]),
                mark: word(transaction?["custom"])
            )
        } else {
            return nil
        }
        return about == .init() ? nil : about
    }

    private static func order(of resource: JSONValue) -> String? {
        word(resource["supplementary_data"]?["related_ids"]?["order_id"])
    }

    /// The capture to which a refund belongs: the last part of the link that leads up.
    private static func capture(above refund: JSONValue) -> String? {
        let links = refund["links"]?.arrayValue ?? []
        let up = links.first { $0["rel"]?.stringValue == "up" }?["href"]?.stringValue
        guard let up, up.holds("/captures/") else { return nil }
        return word(up.pieces(at: "/").last.map { .string(String($0)) })
    }

    /// An identifier as PayPal makes them: short, and safe for the database.
    private static func word(_ json: JSONValue?) -> String? {
        guard let text = json?.stringValue, (1...255).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        return text
    }
}
