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
    /// The assigned operator; without one the operators on duty, or all administrators when nobody is.
    case duty(NoticeTemplate.Name)

    var template: NoticeTemplate.Name {
        switch self {
        case .customer(let name), .office(let name), .supervisors(let name), .duty(let name): name
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

    static func notifyDuty(_ template: NoticeTemplate.Name) -> Effect {
        Effect("tell_duty_\(template)")
    }
}

extension ServiceRequest {
    /// The notifications that belong to the effects of the lifecycle.
    static let notices: [Effect: RequestRecipient] = {
        let recipient = serviceRequestTemplates.map(\.name).flatMap { name in
            [
                (Effect.notifyCustomer(name), RequestRecipient.customer(name)),
                (.notifyOffice(name), .office(name)),
                (.notifyDuty(name), .duty(name)),
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
        let awaited = try RequestedDocument.list(of: id, tx).filter(\.isAwaited)
        for account in try recipients(of: recipient, tx) {
            let language = try Account.find(account, tx).locale
            let notice = Notice(
                template: recipient.template,
                about: (Self.kind, id.cast()),
                values: noticeValues(awaited, in: language).merging(values) { _, given in given },
                key: key
            )
            try Notifications.notify(account, notice, tx)
        }
    }

    private func recipients(of recipient: RequestRecipient, _ tx: borrowing Tx) throws -> [ID<Account>] {
        switch recipient {
        case .customer: return [customer]
        case .office: return [assignee].compactMap(\.self)
        case .supervisors:
            return try [assignee].compactMap(\.self) + Self.active(.admin, tx).filter { $0 != assignee }
        case .duty:
            if let assignee { return [assignee] }
            let working = try BookingResource.onDuty(
                at: tx.now,
                among: Self.active(.operator, tx),
                keeping: .italy,
                tx
            )
            return working.isEmpty ? try Self.active(.admin, tx) : working
        }
    }

    private static func active(_ role: Role, _ tx: borrowing Tx) throws -> [ID<Account>] {
        try tx.values(
            """
            SELECT id FROM account WHERE role = \(role.name) AND state = \(Account.State.active) ORDER BY id
            """,
            as: ID<Account>.self
        )
    }

    /// The values that every template about a request can use.
    private func noticeValues(_ awaited: [RequestedDocument], in language: Language) -> [String: String] {
        [
            // The forms have the same names in both languages.
            "service": service.service.title.text(in: [.italian]),
            "year": taxYear.description,
            "customer": customerName,
            "reason": statusReason?.rawValue ?? "",
            "documents": awaited.map { $0.line(in: language) }.joined(separator: "\n"),
        ]
    }
}
