import Kernel
import Platform

private let settlingExample = NoticeExample([
    "number": "12", "company": "شركة الفرات للتجارة", "amount": "1,250,000", "orders": "31",
    "from": "2026-11-01", "to": "2026-11-15", "reference": "RAF-2026-00817", "closing": "1,250,000",
])

/// The notifications about payouts and settlements, for companies.
let payoutTemplates = [
    template(
        .payoutPaid,
        [
            "en": "Payout {{number}} has been paid",
            "ar": "تم صرف الدفعة رقم {{number}}",
            "ku": "پارەدانی ژمارە {{number}} ئەنجام درا",
        ],
        [
            "en": """
            {{company}} has been paid {{amount}} IQD for {{orders}} orders delivered from {{from}} to {{to}}.

            Bank reference: {{reference}}
            """,
            "ar": """
            تم صرف {{amount}} دينار عراقي إلى {{company}} عن الطلبات المُسلَّمة من {{from}} إلى {{to}} وعددها {{orders}}.

            مرجع التحويل: {{reference}}
            """,
            "ku": """
            {{amount}} دیناری عێراقی درا بە {{company}} بۆ {{orders}} داواکاری کە لە {{from}} تا {{to}} گەیەندراون.

            ژمارەی حەواڵە: {{reference}}
            """,
        ],
        like: settlingExample
    ),
    template(
        .payoutSentBack,
        [
            "en": "Payout {{number}} was returned by the bank",
            "ar": "أعاد المصرف الدفعة رقم {{number}}",
            "ku": "بانک پارەدانی ژمارە {{number}} ی گەڕاندەوە",
        ],
        [
            "en": """
            The bank has returned the payout of {{amount}} IQD to {{company}}. The amount is owed to you again and will be part of another payout.

            Bank reference: {{reference}}
            """,
            "ar": """
            أعاد المصرف مبلغ {{amount}} دينار عراقي المرسل إلى {{company}}. عاد المبلغ مستحقاً لكم وسيُصرف ضمن دفعة أخرى.

            مرجع التحويل: {{reference}}
            """,
            "ku": """
            بانک ئەو {{amount}} دینارە عێراقییەی گەڕاندەوە کە بۆ {{company}} نێردرابوو. بڕەکە دیسان شایستەتانە و لە پارەدانێکی تردا دەدرێت.

            ژمارەی حەواڵە: {{reference}}
            """,
        ],
        like: settlingExample
    ),
    template(
        .settlementClosed,
        [
            "en": "Settlement {{number}}: your account up to {{to}}",
            "ar": "التسوية رقم {{number}}: حسابكم حتى {{to}}",
            "ku": "یەکلاکردنەوەی ژمارە {{number}}: حیسابەکەتان تا {{to}}",
        ],
        [
            "en":
                "The account of {{company}} from {{from}} to {{to}} has been closed: {{orders}} orders, {{closing}} IQD owed at its end. Log in to review it.",
            "ar":
                "تمت تسوية حساب {{company}} عن الفترة من {{from}} إلى {{to}}: عدد الطلبات {{orders}}، والمستحق في نهايتها {{closing}} دينار عراقي. سجّلوا الدخول للاطلاع على التسوية.",
            "ku":
                "حیسابی {{company}} بۆ ماوەی {{from}} تا {{to}} یەکلا کرایەوە: {{orders}} داواکاری، شایستە لە کۆتاییدا {{closing}} دیناری عێراقی. بچنە ژوورەوە بۆ بینینی.",
        ],
        like: settlingExample.with(["number": "7"])
    ),
]
