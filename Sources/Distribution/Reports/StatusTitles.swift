import Kernel
import Platform

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

extension PayoutStatus {
    /// The label in reports.
    var title: LocalizedText {
        switch self {
        case .pending: ["en": "Pending", "ar": "قيد الانتظار", "ku": "چاوەڕوان"]
        case .approved: ["en": "Approved", "ar": "موافق عليها", "ku": "پەسەندکراو"]
        case .paid: ["en": "Paid", "ar": "مصروفة", "ku": "دراو"]
        case .failed: ["en": "Failed", "ar": "فشلت", "ku": "سەرنەکەوتوو"]
        case .cancelled: ["en": "Cancelled", "ar": "ملغاة", "ku": "هەڵوەشێنراوەتەوە"]
        case .returned: ["en": "Returned by the bank", "ar": "أعادها المصرف", "ku": "بانک گەڕاندوویەتیەوە"]
        }
    }
}

extension Settlement.Status {
    /// The label in reports.
    var title: LocalizedText {
        switch self {
        case .closed: ["en": "Closed", "ar": "مغلقة", "ku": "داخراو"]
        case .accepted: ["en": "Accepted", "ar": "مقبولة", "ku": "پەسەندکراو"]
        case .disputed: ["en": "Disputed", "ar": "معترض عليها", "ku": "ناکۆکی لەسەرە"]
        }
    }
}

extension CompanyEntry.Kind {
    /// The label in reports.
    var title: LocalizedText {
        switch self {
        case .order: ["en": "Delivery", "ar": "تسليم", "ku": "گەیاندن"]
        case .reversal: ["en": "Return", "ar": "إرجاع", "ku": "گەڕاندنەوە"]
        case .payout: ["en": "Payout", "ar": "دفعة", "ku": "پارەدان"]
        case .payoutReturn: ["en": "Payout sent back", "ar": "دفعة معادة", "ku": "پارەدانی گەڕێندراوە"]
        }
    }
}
