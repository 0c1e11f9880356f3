import Kernel
import Platform

private let orderExample = NoticeExample([
    "order": "3F9A21C4", "shop": "أسواق عمر", "company": "شركة الفرات للتجارة", "total": "125000",
    "reason": "نفدت البضاعة",
])

/// The notifications about orders, for customers and companies.
let orderTemplates = [
    template(
        .orderPlaced,
        [
            "en": "Order {{order}}: received", "ar": "الطلب {{order}}: استلمته الشركة",
            "ku": "داواکاری {{order}}: کۆمپانیا وەریگرت",
        ],
        [
            "en": "{{company}} has received your order {{order}} for {{total}} IQD.",
            "ar": "استلمت {{company}} طلبك {{order}} بمبلغ {{total}} د.ع.",
            "ku": "{{company}} داواکارییەکەت {{order}} ی بە بڕی {{total}} د.ع وەرگرت.",
        ],
        like: orderExample
    ),
    template(
        .orderReceived,
        [
            "en": "New order {{order}} from {{shop}}", "ar": "طلب جديد {{order}} من {{shop}}",
            "ku": "داواکاری نوێ {{order}} لە {{shop}}",
        ],
        [
            "en": "{{shop}} has ordered for {{total}} IQD. Log in to confirm the order.",
            "ar": "ورد طلب من {{shop}} بمبلغ {{total}} د.ع. سجّل الدخول لتأكيده.",
            "ku": "{{shop}} داواکارییەکی بە بڕی {{total}} د.ع ناردووە. بچۆ ژوورەوە بۆ پشتڕاستکردنەوەی.",
        ],
        like: orderExample
    ),
    template(
        .orderConfirmed,
        [
            "en": "Order {{order}}: confirmed", "ar": "الطلب {{order}}: تم التأكيد",
            "ku": "داواکاری {{order}}: پشتڕاست کرایەوە",
        ],
        [
            "en": "{{company}} has confirmed your order {{order}}.",
            "ar": "أكدت {{company}} طلبك {{order}}.",
            "ku": "{{company}} داواکارییەکەت {{order}} ی پشتڕاست کردەوە.",
        ],
        like: orderExample
    ),
    template(
        .orderShipped,
        [
            "en": "Order {{order}}: on its way", "ar": "الطلب {{order}}: في الطريق",
            "ku": "داواکاری {{order}}: لە ڕێگایە",
        ],
        [
            "en": "Your order {{order}} from {{company}} is on its way. Amount due: {{total}} IQD.",
            "ar": "طلبك {{order}} من {{company}} في الطريق إليك. المبلغ المستحق: {{total}} د.ع.",
            "ku": "داواکارییەکەت {{order}} لە {{company}} لە ڕێگایە. ئەو بڕەی دەبێت بیدەیت: {{total}} د.ع.",
        ],
        like: orderExample
    ),
    template(
        .orderDelivered,
        [
            "en": "Order {{order}}: delivered", "ar": "الطلب {{order}}: تم التسليم",
            "ku": "داواکاری {{order}}: گەیەندرا",
        ],
        [
            "en": "Your order {{order}} from {{company}} has been delivered. Thank you.",
            "ar": "تم تسليم طلبك {{order}} من {{company}}. شكراً لك.",
            "ku": "داواکارییەکەت {{order}} لە {{company}} گەیەندرا. سوپاس.",
        ],
        like: orderExample
    ),
    template(
        .orderCancelled,
        [
            "en": "Order {{order}}: cancelled", "ar": "الطلب {{order}}: أُلغي",
            "ku": "داواکاری {{order}}: هەڵوەشایەوە",
        ],
        [
            "en": "Your order {{order}} from {{company}} has been cancelled.\n\n{{reason}}",
            "ar": "أُلغي طلبك {{order}} من {{company}}.\n\n{{reason}}",
            "ku": "داواکارییەکەت {{order}} لە {{company}} هەڵوەشایەوە.\n\n{{reason}}",
        ],
        like: orderExample
    ),
    template(
        .orderCancelledByShop,
        [
            "en": "Order {{order}} from {{shop}}: cancelled", "ar": "الطلب {{order}} من {{shop}}: أُلغي",
            "ku": "داواکاری {{order}} ی {{shop}}: هەڵوەشایەوە",
        ],
        [
            "en": "Order {{order}} from {{shop}} was cancelled before it was confirmed.",
            "ar": "أُلغي الطلب {{order}} من {{shop}} قبل تأكيده.",
            "ku": "داواکاری {{order}} ی {{shop}} پێش پشتڕاستکردنەوە هەڵوەشایەوە.",
        ],
        like: orderExample
    ),
    template(
        .orderStopped,
        [
            "en": "Order {{order}} from {{shop}}: cancelled during preparation",
            "ar": "الطلب {{order}} من {{shop}}: أُلغي أثناء التحضير",
            "ku": "داواکاری {{order}} ی {{shop}}: لە کاتی ئامادەکردندا هەڵوەشایەوە",
        ],
        [
            "en":
                "The administration has cancelled order {{order}} from {{shop}}. Please do not ship it.\n\n{{reason}}",
            "ar": "ألغت الإدارة الطلب {{order}} من {{shop}}. يُرجى عدم شحنه.\n\n{{reason}}",
            "ku": "بەڕێوەبەرایەتی داواکاری {{order}} ی {{shop}} ی هەڵوەشاندەوە. تکایە مەینێرە.\n\n{{reason}}",
        ],
        like: orderExample
    ),
]
