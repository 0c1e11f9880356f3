import Kernel
import Platform

// The columns of the reports on payouts and settlements; their titles head CSV files that other programs read, so they stay.
// swift-format-ignore
extension ReportColumn {
    private static let fromDate = ReportColumn("from_date", .date, ["en": "From", "ar": "من", "ku": "لە"])
    private static let toDate = ReportColumn("to_date", .date, ["en": "To", "ar": "إلى", "ku": "تا"])
    private static let deliveredOrders = ReportColumn("orders", .integer, ["en": "Orders", "ar": "الطلبات", "ku": "داواکارییەکان"])
    private static let goods = ReportColumn("goods", .money, ["en": "Goods", "ar": "قيمة البضاعة", "ku": "نرخی کاڵا"])
    private static let commission = ReportColumn("commission", .money, ["en": "Commission", "ar": "العمولة", "ku": "کۆمیسیۆن"])
    private static let amount = ReportColumn("amount", .money, ["en": "Amount", "ar": "المبلغ", "ku": "بڕ"])
    private static let reason = ReportColumn("reason", .text, ["en": "Reason", "ar": "السبب", "ku": "هۆکار"], isOnPaper: false)
    private static let createdAt = ReportColumn("created_at", .instant, ["en": "Drawn up", "ar": "تاريخ الإنشاء", "ku": "کاتی ئامادەکردن"], isOnPaper: false)

    static let payouts: [ReportColumn] = [
        .init("number", .integer, ["en": "Payout", "ar": "رقم الدفعة", "ku": "ژمارەی پارەدان"]),
        .init("payout_id", .id, ["en": "Payout ID", "ar": "معرّف الدفعة", "ku": "ناسنامەی پارەدان"]),
        companyName, fromDate, toDate, deliveredOrders, amount,
        .init("status", .text, ["en": "Status", "ar": "الحالة", "ku": "دۆخ"], words: payoutWords),
        reason,
        .init("bank_reference", .text, ["en": "Bank reference", "ar": "مرجع التحويل", "ku": "ژمارەی حەواڵە"]),
        createdAt,
        .init("paid_at", .instant, ["en": "Paid", "ar": "تاريخ الصرف", "ku": "کاتی پارەدان"]),
    ]

    static let settlements: [ReportColumn] = [
        .init("number", .integer, ["en": "Settlement", "ar": "رقم التسوية", "ku": "ژمارەی یەکلاکردنەوە"]),
        .init("settlement_id", .id, ["en": "Settlement ID", "ar": "معرّف التسوية", "ku": "ناسنامەی یەکلاکردنەوە"]),
        companyName, fromDate, toDate,
        .init("status", .text, ["en": "Status", "ar": "الحالة", "ku": "دۆخ"], words: settlementWords),
        reason,
        .init("orders", .integer, ["en": "Orders", "ar": "الطلبات", "ku": "داواکارییەکان"], isOnPaper: false),
        .init("goods", .money, ["en": "Goods", "ar": "قيمة البضاعة", "ku": "نرخی کاڵا"], isOnPaper: false),
        .init("commission", .money, ["en": "Commission", "ar": "العمولة", "ku": "کۆمیسیۆن"], isOnPaper: false),
        .init("delivery_fees", .money, ["en": "Delivery fees", "ar": "أجور التوصيل", "ku": "کرێی گەیاندن"], isOnPaper: false),
        .init("opening", .money, ["en": "Opening balance", "ar": "الرصيد الافتتاحي", "ku": "باڵانسی سەرەتا"]),
        .init("earned", .money, ["en": "Earned", "ar": "المكتسب", "ku": "بەدەستهاتوو"]),
        .init("reversed", .money, ["en": "Returns", "ar": "المرتجعات", "ku": "گەڕاوەکان"]),
        .init("paid", .money, ["en": "Paid out", "ar": "المصروف", "ku": "دراو"]),
        .init("returned", .money, ["en": "Sent back by the bank", "ar": "المعاد من المصرف", "ku": "گەڕێندراوە لە بانکەوە"]),
        .init("closing", .money, ["en": "Closing balance", "ar": "الرصيد الختامي", "ku": "باڵانسی کۆتایی"]),
        createdAt,
    ]

    static let settlementEntries: [ReportColumn] = [
        .init("settlement_number", .integer, ["en": "Settlement", "ar": "رقم التسوية", "ku": "ژمارەی یەکلاکردنەوە"]),
        .init("settlement_id", .id, ["en": "Settlement ID", "ar": "معرّف التسوية", "ku": "ناسنامەی یەکلاکردنەوە"]),
        .init("entry_id", .id, ["en": "Entry ID", "ar": "معرّف القيد", "ku": "ناسنامەی تۆمار"]),
        .init("company", .text, ["en": "Company", "ar": "الشركة", "ku": "کۆمپانیا"], isOnPaper: false),
        .init("booked_at", .instant, ["en": "Booked", "ar": "تاريخ القيد", "ku": "کاتی تۆمارکردن"]),
        .init("kind", .text, ["en": "Entry", "ar": "القيد", "ku": "تۆمار"], words: entryWords),
        .init("reference", .reference, ["en": "Reference", "ar": "رقم الطلب", "ku": "ژمارەی داواکاری"]),
        .init("payout_number", .integer, ["en": "Payout", "ar": "رقم الدفعة", "ku": "ژمارەی پارەدان"]),
        goods, commission,
        .init("delivery_fee", .money, ["en": "Delivery fee", "ar": "أجرة التوصيل", "ku": "کرێی گەیاندن"], isOnPaper: false),
        amount,
        .init("balance", .money, ["en": "Balance", "ar": "الرصيد", "ku": "باڵانس"]),
        reason,
    ]

    private static let payoutWords = Dictionary(uniqueKeysWithValues: PayoutStatus.allCases.map { ($0.rawValue, $0.title) })
    private static let settlementWords = Dictionary(uniqueKeysWithValues: Settlement.Status.allCases.map { ($0.rawValue, $0.title) })
    private static let entryWords = Dictionary(uniqueKeysWithValues: CompanyEntry.Kind.allCases.map { ($0.rawValue, $0.title) })
}
