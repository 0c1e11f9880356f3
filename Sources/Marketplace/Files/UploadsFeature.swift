import Kernel
import Platform

extension Feature {
    static let uploads = Feature(
        routes: UploadRoutes.routes,
        migrations: [UploadedFile.migration],
        jobs: [ForgetUploads.self],
        schedules: [Every("marketplace.forget_uploads", .hours(1), ForgetUploads())],
        quotas: [.uploads],
        bounds: [Bound("POST /files", .uploads)],
        personalData: [UploadedFile.personalData]
    )
}
