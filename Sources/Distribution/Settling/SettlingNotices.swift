import Kernel
import Platform
import Store

extension NoticeTemplate.Name {
    static let payoutPaid: Self = "distribution.payout_paid"
}

extension Payout {
    /// Every vendor of the company hears that it has been paid.
    func tellVendors(_ tx: borrowing Tx) throws {
        let vendors: [VendorReader] = try tx.all(
            """
            SELECT \(VendorReader.columns) FROM member m JOIN account a ON a.id = m.account_id
             WHERE m.company_id = \(company) AND a.state = \(Account.State.active) ORDER BY a.id
            """
        )
        for vendor in vendors {
            let notice = Notice(
                template: .payoutPaid,
                about: (Self.kind, id.cast()),
                values: [
                    "number": String(number),
                    "company": companyName.text(in: [vendor.locale]),
                    "amount": grouped(amount),
                    "from": from.description,
                    "to": to.description,
                    "orders": String(orders),
                    "reference": reference?.rawValue ?? "–",
                ],
                key: "\(id)"
            )
            try Notifications.tell(vendor.account, notice, tx)
        }
    }
}

private struct VendorReader: Record {
    let account: ID<Account>
    let locale: Language

    static let columns: SQL = "a.id, a.locale"

    init(_ row: inout Row) throws {
        account = try row.next()
        locale = try row.next()
    }
}

/// With a comma between thousands, as 1,250,000.
private func grouped(_ amount: Int64) -> String {
    var text = ""
    for (index, digit) in String(amount).reversed().enumerated() {
        if index > 0, index.isMultiple(of: 3) { text.append(",") }
        text.append(digit)
    }
    return String(text.reversed())
}

let settlingTemplates = [
    NoticeTemplate(
        .payoutPaid,
        .service,
        subject: [
            "en": "Payout {{number}} has been paid",
            "ar": "تم صرف الدفعة رقم {{number}}",
            "ku": "پارەدانی ژمارە {{number}} ئەنجام درا",
        ],
        body: [
            "en": """
            {{company}} has been paid {{amount}} IQD for {{orders}} orders delivered from {{from}} to {{to}}.

            Bank reference: {{reference}}
            """,
            "ar": """
            تم صرف {{amount}} دينار عراقي إلى {{company}} عن {{orders}} طلبات سُلّمت من {{from}} إلى {{to}}.

            مرجع التحويل: {{reference}}
            """,
            "ku": """
            {{amount}} دیناری عێراقی درا بە {{company}} بۆ {{orders}} داواکاری کە لە {{from}} تا {{to}} گەیەندراون.

            ژمارەی حەواڵە: {{reference}}
            """,
        ],
        preview: [
            "number": "12", "company": "شركة الفرات للتجارة", "amount": "1,250,000", "orders": "31",
            "from": "2026-11-01", "to": "2026-11-15", "reference": "RAF-2026-00817",
        ]
    )
]
