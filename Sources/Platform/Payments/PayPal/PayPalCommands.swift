import Kernel

/// The bodies of requests to PayPal.
enum PayPalCommands {
    /// An order that the payer approves in one step and that only we capture.
    static func order(_ order: ChargeOrder) -> JSONValue {
        var context: JSONValue = [
            "payment_method_preference": "IMMEDIATE_PAYMENT_REQUIRED",
            "user_action": "PAY_NOW",
            "shipping_preference": "NO_SHIPPING",
            "return_url": .string(order.returning),
            "cancel_url": .string(order.cancelling),
        ]
        if let locale = locales[order.language] { context["locale"] = .string(locale) }
        return [
            "intent": "CAPTURE",
            "purchase_units": [
                [
                    "custom_id": .string(order.mark),
                    "invoice_id": .string(order.invoice),
                    "description": .string(String(order.title.prefix(127))),
                    "amount": PayPalAmount.json(order.amount),
                ]
            ],
            "payment_source": ["paypal": ["experience_context": context]],
        ]
    }

    private static let locales: [Language: String] = [.english: "en-US", .italian: "it-IT"]

    static func refund(_ order: ChargeRefundOrder) -> JSONValue {
        ["amount": PayPalAmount.json(order.amount), "custom_id": .string(order.mark)]
    }
}
