import Kernel
import Platform
import Store

extension NoticeTemplate.Name {
    static let orderReturned: Self = "distribution.order_returned"
    static let goodsReturned: Self = "distribution.goods_returned"
}

extension Order {
    /// Notifies the shop and the company of the returned goods and their amount.
    func notify(_ taken: OrderReturn, _ tx: borrowing Tx) throws {
        let back = taken.entry.goods + taken.entry.deliveryFee
        try Notifications.notify(customer, notice(.orderReturned, taken, -back), tx)
        try Notifications.notify(.vendors(of: company), tx) { _ in
            notice(.goodsReturned, taken, -taken.entry.goods)
        }
    }

    private func notice(_ template: NoticeTemplate.Name, _ taken: OrderReturn, _ amount: Int64) -> Notice {
        Notice(
            template: template,
            about: (Self.kind, id.cast()),
            values: [
                "order": reference.description,
                "shop": shopName ?? customerName,
                "company": companyName.ar.rawValue,
                "amount": amount.grouped(),
                "reason": taken.entry.reason ?? "",
            ],
            key: "\(template):\(taken.entry.id)"
        )
    }
}

private let returnExample = NoticeExample([
    "order": "3F9A21C4", "shop": "أسواق عمر", "company": "شركة الفرات للتجارة", "amount": "12,500",
    "reason": "كيسان ممزقان",
])

let returnTemplates = [
    template(
        .orderReturned,
        [
            "en": "Order {{order}}: goods returned", "ar": "الطلب {{order}}: تم الإرجاع",
            "ku": "داواکاری {{order}}: گەڕێندرایەوە",
        ],
        [
            "en":
                "You receive a refund of {{amount}} IQD for goods returned from order {{order}} ({{company}}).\n\n{{reason}}",
            "ar":
                "تسترد {{amount}} د.ع مقابل البضاعة المُرجعة من طلبك {{order}} من {{company}}.\n\n{{reason}}",
            "ku":
                "{{amount}} د.ع وەردەگریتەوە بۆ ئەو کاڵایانەی لە داواکاری {{order}} ی {{company}} گەڕێندرانەوە.\n\n{{reason}}",
        ],
        like: returnExample
    ),
    template(
        .goodsReturned,
        [
            "en": "Order {{order}} from {{shop}}: goods returned",
            "ar": "الطلب {{order}} من {{shop}}: إرجاع بضاعة",
            "ku": "داواکاری {{order}} ی {{shop}}: کاڵا گەڕایەوە",
        ],
        [
            "en":
                "{{shop}} has returned goods worth {{amount}} IQD. The amount is deducted from your balance.\n\n{{reason}}",
            "ar": "أرجع {{shop}} بضاعة بمبلغ {{amount}} د.ع، ويُخصم المبلغ من مستحقاتكم.\n\n{{reason}}",
            "ku":
                "{{shop}} کاڵای بە بڕی {{amount}} د.ع گەڕاندەوە. ئەم بڕە لە شایستەکانتان کەم دەکرێتەوە.\n\n{{reason}}",
        ],
        like: returnExample
    ),
]
