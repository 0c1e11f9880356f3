import Kernel

/// The requests to Stripe for our commands.
enum StripeCommands {
    static func call(_ order: GatewayCommand) -> GatewayCall {
        switch order {
        case .customer(let order): customer(order)
        case .price(let offer): price(offer)
        case .checkout(let order): checkout(order)
        case .expire(let checkout):
            GatewayCall(path: "/v1/checkout/sessions/\(StripeForm.escaped(checkout))/expire", form: [])
        case .portal(let customer, let address):
            GatewayCall(
                path: "/v1/billing_portal/sessions",
                form: ["customer", customer, "return_url", address]
            )
        case .upgrade(let subscription, let item, let price, let key):
            GatewayCall(
                path: "/v1/subscriptions/\(StripeForm.escaped(subscription))",
                form: [
                    "items[0][id]", item, "items[0][price]", price, "proration_behavior", "always_invoice",
                    "payment_behavior", "error_if_incomplete", "metadata[portico_plan]", key,
                ]
            )
        case .cancelAtPeriodEnd(let subscription, let isCancelled):
            GatewayCall(
                path: "/v1/subscriptions/\(StripeForm.escaped(subscription))",
                form: ["cancel_at_period_end", isCancelled ? "true" : "false"]
            )
        case .end(let subscription):
            GatewayCall(
                path: "/v1/subscriptions/\(StripeForm.escaped(subscription))",
                form: [],
                method: "DELETE"
            )
        case .extend(let subscription, let until):
            GatewayCall(
                path: "/v1/subscriptions/\(StripeForm.escaped(subscription))",
                form: ["trial_end", String(until.seconds), "proration_behavior", "none"]
            )
        case .refund(let payment, let amount, let mark):
            GatewayCall(
                path: "/v1/refunds",
                form: ["payment_intent", payment, "amount", String(amount), "metadata[portico_refund]", mark]
            )
        }
    }

    private static func customer(_ order: CustomerCommand) -> GatewayCall {
        GatewayCall(
            path: "/v1/customers",
            form: [
                "email", order.email, "preferred_locales[0]", order.language.tag,
                "metadata[portico_account]", order.account.description, "metadata[portico_site]", order.site,
            ]
        )
    }

    private static func price(_ offer: PriceOnOffer) -> GatewayCall {
        var form = [
            "currency", offer.amount.currency.code.lowercased(), "unit_amount",
            String(offer.amount.amountMinor),
            "product_data[name]", offer.name, "metadata[portico_plan]", offer.key,
        ]
        if offer.period != .once { form += ["recurring[interval]", offer.period.rawValue] }
        return GatewayCall(path: "/v1/prices", form: form)
    }

    private static func checkout(_ order: CheckoutCommand) -> GatewayCall {
        let isOnce = order.offer.period == .once
        let about = isOnce ? "payment_intent_data" : "subscription_data"
        var form = [
            "mode", isOnce ? "payment" : "subscription", "customer", order.customer,
            "client_reference_id", order.account.description, "line_items[0][price]", order.price,
            "line_items[0][quantity]", "1", "success_url", order.returning.success,
            "cancel_url", order.returning.cancel, "expires_at", String(order.expiresAt.seconds),
            "locale", order.language.tag, "metadata[portico_site]", order.site,
            "\(about)[metadata][portico_plan]", order.offer.key, "\(about)[metadata][portico_site]",
            order.site,
        ]
        if !isOnce, order.offer.trialDays > 0 {
            form += ["subscription_data[trial_period_days]", String(order.offer.trialDays)]
        }
        return GatewayCall(path: "/v1/checkout/sessions", form: form)
    }
}
