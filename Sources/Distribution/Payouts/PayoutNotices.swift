import Kernel
import Platform
import Store

extension NoticeTemplate.Name {
    static let payoutPaid: Self = "distribution.payout_paid"
    static let payoutSentBack: Self = "distribution.payout_sent_back"
    static let settlementClosed: Self = "distribution.settlement_closed"
}

extension CompanyPayout {
    /// Notifies every vendor of the company of the payment, or of the bank's return of the money.
    func notifyVendors(_ template: NoticeTemplate.Name, _ tx: borrowing Tx) throws {
        try payee.id.notifyVendors(tx) { languages in
            Notice(
                template: template,
                about: (Self.kind, id.cast()),
                values: [
                    "number": String(number),
                    "company": payee.name.text(in: languages),
                    "amount": amount.grouped(),
                    "from": from.description,
                    "to": to.description,
                    "orders": String(sales),
                    "reference": reference?.rawValue ?? "–",
                ],
                key: template == .payoutPaid ? "\(id)" : "\(template):\(id)"
            )
        }
    }
}

extension Settlement {
    /// Notifies every vendor of the company that its account was closed.
    func notifyVendors(_ tx: borrowing Tx) throws {
        try company.notifyVendors(tx) { languages in
            Notice(
                template: .settlementClosed,
                about: (Self.kind, id.cast()),
                values: [
                    "number": String(number),
                    "company": companyName.text(in: languages),
                    "from": from.description,
                    "to": to.description,
                    "orders": String(sums.orders),
                    "closing": sums.closing.grouped(),
                ],
                key: "\(id)"
            )
        }
    }

    /// Publishes the settlement to the company and the administrators.
    func publish(_ event: String, _ tx: borrowing Tx) throws {
        let payload: JSONValue = [
            "id": .string(id.description), "number": .integer(Int64(number)),
            "company_id": .string(company.description), "status": .string(status.rawValue),
            "closing": .integer(sums.closing), "version": .integer(Int64(version)),
        ]
        try Realtime.publish(event, to: [.company(company), .admins], payload, tx)
    }
}

extension ID<Company> {
    /// Notifies every vendor of the company, in the vendor's language.
    fileprivate func notifyVendors(_ tx: borrowing Tx, _ notice: ([Language]) -> Notice) throws {
        try Notifications.notify(.vendors(of: self), tx) { language in notice([language]) }
    }
}
