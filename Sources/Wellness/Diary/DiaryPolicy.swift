import Kernel

/// The limits of the diary and the scored dates that its figures need.
struct DiaryPolicy: Sendable {
    var backfillDays = 30
    var opDays = 400
    var conflictDays = 30
    var rollingDays = 4
    var weekDays = 3
    var quarterDays = 20
    var releaseDays = 5

    static let standard = DiaryPolicy()
}
