import Kernel
import Store

/// Where an order stands, as reports tell it.
enum CountedStatus: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
    case pending = "PENDING"
    case confirmed = "CONFIRMED"
    case processing = "PROCESSING"
    case shipped = "SHIPPED"
    case delivered = "DELIVERED"
    case cancelled = "CANCELLED"

    var title: LocalizedText {
        switch self {
        case .pending: ["en": "Pending", "ar": "قيد الانتظار", "ku": "چاوەڕوان"]
        case .confirmed: ["en": "Confirmed", "ar": "مؤكد", "ku": "پشتڕاستکراوە"]
        case .processing: ["en": "In preparation", "ar": "قيد التجهيز", "ku": "لە ئامادەکردندا"]
        case .shipped: ["en": "Shipped", "ar": "تم الشحن", "ku": "نێردراوە"]
        case .delivered: ["en": "Delivered", "ar": "تم التسليم", "ku": "گەیەنراوە"]
        case .cancelled: ["en": "Cancelled", "ar": "ملغى", "ku": "هەڵوەشێنراوەتەوە"]
        }
    }
}
