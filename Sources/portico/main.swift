import App
import ArgumentParser

await Portico.main()
