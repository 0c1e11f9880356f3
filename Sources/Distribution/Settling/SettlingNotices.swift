import Kernel
import Platform
import Store

extension NoticeTemplate.Name {
    static let payoutPaid: Self = "distribution.payout_paid"
    static let payoutSentBack: Self = "distribution.payout_sent_back"
    static let settlementClosed: Self = "distribution.settlement_closed"
}

extension Payout {
    /// Every vendor of the company hears that it has been paid, or that the bank has sent the money back.
    func tellVendors(_ template: NoticeTemplate.Name, _ tx: borrowing Tx) throws {
        try company.tellVendors(tx) { languages in
            Notice(
                template: template,
                about: (Self.kind, id.cast()),
                values: [
                    "number": String(number),
                    "company": companyName.text(in: languages),
                    "amount": grouped(amount),
                    "from": from.description,
                    "to": to.description,
                    "orders": String(orders),
                    "reference": reference?.rawValue ?? "–",
                ],
                key: template == .payoutPaid ? "\(id)" : "\(template):\(id)"
            )
        }
    }

    /// The company and the administrators hear of it at once.
    func publish(_ event: String, _ tx: borrowing Tx) throws {
        let payload: JSONValue = [
            "id": .string(id.description), "number": .integer(Int64(number)),
            "company_id": .string(company.description), "status": .string(status.rawValue),
            "amount": .integer(amount), "version": .integer(Int64(version)),
        ]
        try Realtime.publish(event, to: [.company(company), .admins], payload, tx)
    }
}

extension Settlement {
    /// Every vendor of the company hears that its account was closed.
    func tellVendors(_ tx: borrowing Tx) throws {
        try company.tellVendors(tx) { languages in
            Notice(
                template: .settlementClosed,
                about: (Self.kind, id.cast()),
                values: [
                    "number": String(number),
                    "company": companyName.text(in: languages),
                    "from": from.description,
                    "to": to.description,
                    "orders": String(sums.orders),
                    "closing": grouped(sums.closing),
                ],
                key: "\(id)"
            )
        }
    }

    /// The company and the administrators hear of it at once.
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
    /// Each of the company who sells, in the language of each.
    fileprivate func tellVendors(_ tx: borrowing Tx, _ notice: ([Language]) -> Notice) throws {
        for vendor in try Vendor.active(of: self, tx) {
            try Notifications.tell(vendor.account, notice([vendor.locale]), tx)
        }
    }
}

/// With a comma between thousands, as 1,250,000.
func grouped(_ amount: Int64) -> String {
    var text = ""
    for (index, digit) in String(amount.magnitude).reversed().enumerated() {
        if index > 0, index.isMultiple(of: 3) { text.append(",") }
        text.append(digit)
    }
    return (amount < 0 ? "-" : "") + String(text.reversed())
}
