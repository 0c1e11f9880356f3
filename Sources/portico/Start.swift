import App
import ArgumentParser

@main
enum Start {
    static func main() async {
        Portico.settle()
        await Portico.main(nil)
    }
}
