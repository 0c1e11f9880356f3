import Kernel
import Platform

// The columns of the reports; their titles head CSV files that other programs read, so they stay.
// swift-format-ignore
extension ReportColumn {
    private static let ordered: [ReportColumn] = [
        .init("orders", .integer, ["en": "Orders", "ar": "الطلبات", "ku": "داواکارییەکان"]),
        .init("quantity", .integer, ["en": "Pieces", "ar": "القطع", "ku": "دانە"]),
    ]

    private static let amounts: [ReportColumn] = [
        .init("subtotal", .money, ["en": "Goods", "ar": "قيمة البضاعة", "ku": "نرخی کاڵا"]),
        .init("discount", .money, ["en": "Discount", "ar": "الخصم", "ku": "داشکاندن"]),
        .init("delivery_fee", .money, ["en": "Delivery", "ar": "التوصيل", "ku": "گەیاندن"]),
        .init("returned", .money, ["en": "Returned", "ar": "المرتجع", "ku": "گەڕێندراوە"]),
        .init("total", .money, ["en": "Total", "ar": "الإجمالي", "ku": "کۆی گشتی"]),
        .init("commission", .money, ["en": "Commission", "ar": "العمولة", "ku": "کۆمیسیۆن"], isOnPaper: false),
    ]

    /// The amounts of an order, of which paper has room for the total alone.
    private static let orderAmounts: [ReportColumn] = amounts.map { $0.key == "total" ? $0 : $0.offPaper }

    /// The same column, left out of PDFs.
    private var offPaper: ReportColumn { ReportColumn(name, kind, title, isOnPaper: false, words: words) }

    static let sku = ReportColumn("sku", .text, ["en": "SKU", "ar": "رمز المنتج", "ku": "کۆدی بەرهەم"])
    static let productName = ReportColumn("name", .text, ["en": "Product", "ar": "المنتج", "ku": "بەرهەم"])
    static let companyName = ReportColumn("company", .text, ["en": "Company", "ar": "الشركة", "ku": "کۆمپانیا"])
    static let zoneName = ReportColumn("zone", .text, ["en": "Zone", "ar": "المنطقة", "ku": "ناوچە"])
    static let customerName = ReportColumn("customer", .text, ["en": "Customer", "ar": "العميل", "ku": "کڕیار"])
    static let shopName = ReportColumn("shop", .text, ["en": "Shop", "ar": "المتجر", "ku": "دوکان"])
    static let phone = ReportColumn("phone", .text, ["en": "Phone", "ar": "الهاتف", "ku": "تەلەفۆن"])
    static let revenue = ReportColumn("revenue", .money, ["en": "Revenue", "ar": "الإيرادات", "ku": "داهات"])

    static let sales: [ReportColumn] =
        [.init("day", .date, ["en": "Day", "ar": "اليوم", "ku": "ڕۆژ"])] + ordered + amounts

    static let orders: [ReportColumn] = [
        .init("reference", .reference, ["en": "Reference", "ar": "رقم الطلب", "ku": "ژمارەی داواکاری"]),
        .init("order_id", .id, ["en": "Order", "ar": "معرّف الطلب", "ku": "ناسنامەی داواکاری"]),
        .init("checkout_id", .id, ["en": "Checkout", "ar": "رقم العملية", "ku": "ژمارەی کڕین"]),
        .init("placed_at", .instant, ["en": "Placed", "ar": "تاريخ الطلب", "ku": "کاتی داواکاری"]),
        .init("status", .text, ["en": "Status", "ar": "الحالة", "ku": "دۆخ"], words: statusWords),
        companyName, zoneName, customerName.offPaper, shopName, phone.offPaper,
        .init("quantity", .integer, ["en": "Pieces", "ar": "القطع", "ku": "دانە"]),
    ] + orderAmounts + [
        .init("delivered_at", .instant, ["en": "Delivered", "ar": "تاريخ التسليم", "ku": "کاتی گەیاندن"], isOnPaper: false),
    ]

    static let products: [ReportColumn] = [
        .init("product_id", .id, ["en": "Product ID", "ar": "معرّف المنتج", "ku": "ناسنامەی بەرهەم"]),
        sku, productName,
        .init("category", .text, ["en": "Category", "ar": "الفئة", "ku": "پۆل"]),
        companyName,
        .init("price", .money, ["en": "Price", "ar": "السعر", "ku": "نرخ"]),
        .init("pack_size", .integer, ["en": "Pack", "ar": "العبوة", "ku": "پاکەت"]),
        .init("minimum_quantity", .integer, ["en": "Minimum", "ar": "الحد الأدنى", "ku": "کەمترین بڕ"]),
        .init("stock", .integer, ["en": "In stock", "ar": "المخزون", "ku": "کۆگا"]),
        .init("sold", .integer, ["en": "Sold", "ar": "المباع", "ku": "فرۆشراو"]),
        revenue,
    ]

    static let inventory: [ReportColumn] = [
        sku, productName, companyName,
        .init("stock", .integer, ["en": "In stock", "ar": "المخزون", "ku": "کۆگا"]),
        .init("low_stock_threshold", .integer, ["en": "Alert level", "ar": "حد التنبيه", "ku": "سنووری ئاگادارکردنەوە"]),
        .init("state", .text, ["en": "State", "ar": "الحالة", "ku": "دۆخ"], words: stockWords),
        .init("value", .money, ["en": "Value", "ar": "القيمة", "ku": "بەها"]),
    ]

    static let customers: [ReportColumn] = [
        .init("customer_id", .id, ["en": "Customer ID", "ar": "معرّف العميل", "ku": "ناسنامەی کڕیار"]),
        customerName, shopName, zoneName, phone,
        .init("registered_at", .instant, ["en": "Registered", "ar": "تاريخ التسجيل", "ku": "کاتی تۆمارکردن"]),
        .init("orders", .integer, ["en": "Orders", "ar": "الطلبات", "ku": "داواکارییەکان"]),
        .init("total", .money, ["en": "Total", "ar": "الإجمالي", "ku": "کۆی گشتی"]),
        .init("last_order_at", .instant, ["en": "Last order", "ar": "آخر طلب", "ku": "دوا داواکاری"]),
    ]

    private static let statusWords = Dictionary(uniqueKeysWithValues: Order.Status.allCases.map { ($0.rawValue, $0.title) })

    private static let stockWords: [String: LocalizedText] = [
        "out": ["en": "Out", "ar": "نافد", "ku": "نەماوە"],
        "low": ["en": "Low", "ar": "منخفض", "ku": "کەم"],
        "ok":  ["en": "Enough", "ar": "متوفر", "ku": "بەسە"],
    ]
}
