import Platform

/// Operations of the platform that the contract names differently.
// swift-format-ignore
let secondNames: [SecondName] = [
    SecondName("PUT /notifications/{id}/read", of: "PATCH /notifications/{id}/read", as: "markNotificationRead"),
    SecondName("PUT /notifications/read-all",  of: "POST /notifications/read-all",   as: "markNotificationsRead"),
]
