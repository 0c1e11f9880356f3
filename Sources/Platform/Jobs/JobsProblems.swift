import Kernel

// swift-format-ignore
extension Problem.Code {
    package static let jobNotRetryable   = Self("job_not_retryable", 409, ["en": "Only a job that waits or has failed can be retried.", "it": "Si può ripetere solo un lavoro in attesa o fallito.", "ar": "لا تُعاد إلا مهمة منتظرة أو فاشلة.", "ku": "تەنها کارێکی چاوەڕوان یان شکستخواردوو دووبارە دەکرێتەوە."])
    package static let jobNotCancellable = Self("job_not_cancellable", 409, ["en": "The job is already finished.", "it": "Il lavoro è già concluso.", "ar": "انتهت المهمة من قبل.", "ku": "کارەکە پێشتر تەواو بووە."])
}
