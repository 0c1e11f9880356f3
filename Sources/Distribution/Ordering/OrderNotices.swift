import Kernel
import Platform
import Store

extension NoticeTemplate.Name {
    static let orderPlaced: Self = "distribution.order_placed"
    static let orderReceived: Self = "distribution.order_received"
    static let orderConfirmed: Self = "distribution.order_confirmed"
    static let orderShipped: Self = "distribution.order_shipped"
    static let orderDelivered: Self = "distribution.order_delivered"
    static let orderCancelled: Self = "distribution.order_cancelled"
    static let orderCancelledByShop: Self = "distribution.order_cancelled_by_shop"
    static let orderStopped: Self = "distribution.order_stopped"
}

/// The recipient of an order notification, with its template.
enum OrderRecipient: Sendable, Hashable {
    case customer(NoticeTemplate.Name)
    /// All vendors of the company.
    case company(NoticeTemplate.Name)
}

extension Effect {
    static func notifyCustomer(_ template: NoticeTemplate.Name) -> Effect {
        Effect("tell_customer_\(template)")
    }

    static func notifyCompany(_ template: NoticeTemplate.Name) -> Effect {
        Effect("tell_company_\(template)")
    }
}

extension Order {
    /// The notification that belongs to each effect of the lifecycle.
    static let notices: [Effect: OrderRecipient] = {
        let recipient = orderTemplates.map(\.name).flatMap { name in
            [
                (Effect.notifyCustomer(name), OrderRecipient.customer(name)),
                (.notifyCompany(name), OrderRecipient.company(name)),
            ]
        }
        return Dictionary(recipient) { first, _ in first }
    }()

    /// Notifies each person once per order and template, however often a job runs.
    func notify(_ recipient: OrderRecipient, _ tx: borrowing Tx) throws {
        switch recipient {
        case .customer(let template): try notify(.account(customer), template, tx)
        case .company(let template): try notify(.vendors(of: company), template, tx)
        }
    }

    private func notify(
        _ recipients: Recipients,
        _ template: NoticeTemplate.Name,
        _ tx: borrowing Tx
    ) throws {
        try Notifications.notify(recipients, tx) { language in
            Notice(
                template: template,
                about: (Self.kind, id.cast()),
                values: [
                    "order": reference.description,
                    "shop": shopName ?? customerName,
                    "company": companyName.text(in: [language]),
                    "total": total.value.description,
                    "reason": statusReason?.rawValue ?? "",
                ],
                key: "\(template):\(id)"
            )
        }
    }
}
