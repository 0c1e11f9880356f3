import Kernel
import Platform
import Store

/// A recipient of a notification about a request, with its template.
enum RequestRecipient: Sendable, Hashable {
    case customer(NoticeTemplate.Name)
    /// The assigned operator, if there is one.
    case office(NoticeTemplate.Name)
    /// The assigned operator and all administrators.
    case supervisors(NoticeTemplate.Name)

    var template: NoticeTemplate.Name {
        switch self {
        case .customer(let name), .office(let name), .supervisors(let name): name
        }
    }
}

extension Effect {
    static func notifyCustomer(_ template: NoticeTemplate.Name) -> Effect {
        Effect("tell_customer_\(template)")
    }

    static func notifyOffice(_ template: NoticeTemplate.Name) -> Effect {
        Effect("tell_office_\(template)")
    }
}

extension ServiceRequest {
    /// The notifications that belong to the effects of the lifecycle.
    static let notices: [Effect: RequestRecipient] = {
        let recipient = serviceRequestTemplates.map(\.name).flatMap { name in
            [
                (Effect.notifyCustomer(name), RequestRecipient.customer(name)),
                (.notifyOffice(name), .office(name)),
            ]
        }
        return Dictionary(recipient) { first, _ in first }
    }()

    func notify(
        _ recipient: RequestRecipient,
        with values: [String: String] = [:],
        key: String? = nil,
        _ tx: borrowing Tx
    ) throws {
        let notice = Notice(
            template: recipient.template,
            about: (Self.kind, id.cast()),
            values: try noticeValues(tx).merging(values) { _, given in given },
            key: key
        )
        for account in try recipients(of: recipient, tx) { try Notifications.notify(account, notice, tx) }
    }

    private func recipients(of recipient: RequestRecipient, _ tx: borrowing Tx) throws -> [ID<Account>] {
        switch recipient {
        case .customer: return [customer]
        case .office: return [assignee].compactMap(\.self)
        case .supervisors:
            let managers = try tx.values(
                """
                SELECT id FROM account WHERE role = \(Role.admin.name) AND state = \(Account.State.active) ORDER BY id
                """,
                as: ID<Account>.self
            )
            return [assignee].compactMap(\.self) + managers.filter { $0 != assignee }
        }
    }

    /// The values that every template about a request can use.
    private func noticeValues(_ tx: borrowing Tx) throws -> [String: String] {
        let waitedFor = try RequestedDocument.list(of: id, tx).filter {
            $0.settledAt == nil && !$0.isDelivered
        }
        return [
            // The forms have the same names in both languages.
            "service": service.service.title.text(in: [.italian]),
            "year": taxYear.description,
            "customer": customerName,
            "reason": statusReason?.rawValue ?? "",
            "documents": waitedFor.map { "– \($0.reason)" }.joined(separator: "\n"),
        ]
    }
}
