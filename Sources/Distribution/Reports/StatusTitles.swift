import Kernel

extension Order.Status {
    /// The label in reports.
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
